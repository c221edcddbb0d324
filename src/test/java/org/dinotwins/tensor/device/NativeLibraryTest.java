package org.dinotwins.tensor.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir
    private Path temporary;

    private final String before = System.getProperty(NativeLibrary.FLAVOUR);

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(NativeLibrary.FLAVOUR);
        } else {
            System.setProperty(NativeLibrary.FLAVOUR, before);
        }
    }

    private static NativeLibrary library(Map<String, String> settings, boolean bundled) {
        return new NativeLibrary(settings::get, bundled);
    }

    private NativeLibrary folder() {
        return library(Map.of(NativeLibrary.PATH, temporary.resolve("lib").toString()), true);
    }

    private void make(String... names) throws IOException {
        for (String name : names) {
            Path file = temporary.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    private static String torch() {
        return "lib/" + System.mapLibraryName("torch");
    }

    private static String torchCuda() {
        return "lib/" + System.mapLibraryName("torch_cuda");
    }

    private static String announced(NativeLibrary library) {
        System.clearProperty(NativeLibrary.FLAVOUR);
        library.announce();
        return System.getProperty(NativeLibrary.FLAVOUR);
    }

    @Test
    void theBundledLibraryIsTheCpuBuild() {
        NativeLibrary library = library(Map.of(NativeLibrary.PATH, ""), true);
        assertThat(library.fault()).isEmpty();
        assertThat(library.downloaded()).isFalse();
        assertThat(library.missing(false, false))
                .contains("contains PyTorch's CPU library")
                .contains("PYTORCH_LIBRARY_PATH");
        assertThat(announced(library)).isNull();
        assertThat(NativeLibrary.here().downloaded()).isFalse();
    }

    @Test
    void djlHasAJniLibraryForEachAnnouncedBuild() {
        for (String flavour : new String[] {"cpu", NativeLibrary.CUDA_FLAVOUR}) {
            assertThat(getClass().getResource("/jnilib/linux-x86_64/" + flavour + "/libdjl_torch.so"))
                    .isNotNull();
        }
    }

    @Test
    void theBuildIsRecognisedFromTheFolder() throws IOException {
        make(torch());
        assertThat(folder().fault()).isEmpty();
        assertThat(announced(folder())).isEqualTo("cpu");
        assertThat(folder().missing(true, true))
                .contains("is a CPU build")
                .contains(System.mapLibraryName("torch_cuda"));
        make(torchCuda());
        assertThat(announced(folder())).isEqualTo(NativeLibrary.CUDA_FLAVOUR);
        assertThat(folder().missing(true, false)).contains("driver is not loaded");
        assertThat(folder().missing(false, true)).contains(System.mapLibraryName("cudart"));
        assertThat(folder().missing(true, true)).contains("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void theUsersChoiceOfBuildIsKept() throws IOException {
        make(torch());
        assertThat(announced(library(
                        Map.of(NativeLibrary.PATH, temporary.resolve("lib").toString(), NativeLibrary.FLAVOUR, "cu999"),
                        true)))
                .isNull();
    }

    @Test
    void invalidFoldersAreReported() throws IOException {
        assertThat(folder().fault().orElseThrow())
                .contains("not an existing folder")
                .contains(temporary.toString());
        make("lib/other");
        assertThat(folder().fault().orElseThrow()).contains("has no " + System.mapLibraryName("torch"));
        make(torch());
        Files.writeString(temporary.resolve("version.py"), "__version__ = '1.13.1+cu117'\n");
        assertThat(folder().fault().orElseThrow())
                .contains("PyTorch 1.13.1")
                .contains("needs " + NativeLibrary.needed());
        Files.writeString(temporary.resolve("build-version"), NativeLibrary.needed() + "+cu128\n");
        assertThat(folder().fault()).isEmpty();
    }

    @Test
    void djlDownloadsALibraryIfNoneIsBundled() {
        NativeLibrary library = library(Map.of(), false);
        assertThat(library.downloaded()).isTrue();
        assertThat(announced(library)).isNull();
        assertThat(library.missing(false, true)).contains(System.mapLibraryName("cudart"));
    }
}
