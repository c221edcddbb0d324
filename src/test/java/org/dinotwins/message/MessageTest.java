package org.dinotwins.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTest {
    @Test
    void aLongQuoteIsCutInTheMiddle() {
        String name = "blocks.".repeat(100_000) + "attn.qkv.weight";
        assertThat(Quote.of(name)).hasSize(82).startsWith("\"blocks.blocks.").endsWith("attn.qkv.weight\"");
        assertThat(Quote.of("pos_embed")).isEqualTo("\"pos_embed\"");
    }

    @Test
    void aQuoteStaysOnItsLineAndIsWholeText() {
        assertThat(Quote.bare("a\nb\u0000c\u202ed\u2028e\u001b[31m")).isEqualTo("a b c d e [31m");
        assertThat(Quote.bare("x\ud83d")).isEqualTo("x");
        assertThat(Quote.bare("\ud83d\ude00 Zürich")).isEqualTo("\ud83d\ude00 Zürich");
    }

    @Test
    void reasonsAreWordsForTheUser(@TempDir Path home) throws Exception {
        Path file = Files.write(home.resolve("latin1.json"), new byte[] {'{', (byte) 0xe9, '}'});
        assertThat(reason(() -> Files.readString(file))).isEqualTo("it is not text in UTF-8");
        assertThat(Reason.of(new MalformedInputException(1))).isEqualTo("it is not text in UTF-8");
        assertThat(reason(() -> Files.readString(home.resolve("gone")))).isEqualTo("it does not exist");
        assertThat(reason(() -> Files.newInputStream(home).read())).isEqualTo("is a directory");
        assertThat(Reason.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
        assertThat(Reason.of(new FileSystemException("x", null, "No space left on device")))
                .isEqualTo("no space left on device");
        assertThat(Reason.of(new NoSuchFileException("x"))).isEqualTo("it does not exist");
        assertThat(Reason.of(new IOException())).isEqualTo("the disk reports an error");
        assertThat(Reason.of(new IOException("x".repeat(9999)))).hasSize(240);
    }

    private interface Reading {
        void read() throws IOException;
    }

    private static String reason(Reading reading) {
        try {
            reading.read();
        } catch (IOException e) {
            return Reason.of(e);
        }
        throw new AssertionError("nothing failed");
    }
}
