package org.dinotwins.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dinotwins.tensor.HostTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final String FOUR_BYTES = "\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                " {}",
                "{",
                "{}}",
                "{} // end",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":[1,2]}",
                "{\"a\":{}}",
                "{a:{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{\"a\":{\"dtype\":null,\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":32,\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"float32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":1e999,\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[true],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999999],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693952],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[268435456],\"data_offsets\":[0,1073741824]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":4}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":\"F32\"}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,3]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,5]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                        + "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"__metadata__\":[],\"a\":{" + FOUR_BYTES + "}}",
                "{\"__metadata__\":{\"x\":1},\"a\":{" + FOUR_BYTES + "}}",
                "{\"__metadata__\":{\"x\":\"1\",\"x\":\"2\"},\"a\":{" + FOUR_BYTES + "}}",
                "{\"a\":{" + FOUR_BYTES + ",\"extra\":nope}}",
            })
    void aHeaderThatBreaksTheFormatIsRefusedInOneSentence(String header) throws Exception {
        byte[] file = file(header, 4);
        Path path = Files.write(home.resolve("a.safetensors"), file);
        assertThatThrownBy(() -> Safetensors.read(Channels.newChannel(new ByteArrayInputStream(file))))
                .satisfies(SafetensorsTest::isOneSentence);
        assertThatThrownBy(() -> Safetensors.describe(Channels.newChannel(new ByteArrayInputStream(file))))
                .satisfies(SafetensorsTest::isOneSentence);
        for (boolean wanted : new boolean[] {true, false}) {
            try (FileChannel channel = FileChannel.open(path)) {
                assertThatThrownBy(() -> Safetensors.read(channel, name -> wanted))
                        .satisfies(SafetensorsTest::isOneSentence);
            }
        }
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"a\":{" + FOUR_BYTES + ",\"x\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}}";
        assertThatThrownBy(() -> read(file(deep, 4))).satisfies(SafetensorsTest::isOneSentence);
        assertThatThrownBy(() -> read(file("{\"a\":".repeat(100_000), 4))).satisfies(SafetensorsTest::isOneSentence);
    }

    @Test
    void aHeaderThatIsNotTextIsRefused() {
        byte[] file = file("{\"a\":{" + FOUR_BYTES + "}}", 4);
        file[Long.BYTES + 2] = (byte) 0xff;
        assertThatThrownBy(() -> read(file))
                .satisfies(SafetensorsTest::isOneSentence)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_000, 100_000_001, 1L << 30, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void aLengthThatTheFileDoesNotHaveTakesNoMemory(long length) throws Exception {
        byte[] file = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put((byte) '{')
                .put((byte) '}')
                .array();
        Path path = Files.write(home.resolve("a.safetensors"), file);
        long before = allocated();
        assertThatThrownBy(() -> read(file)).satisfies(SafetensorsTest::isOneSentence);
        try (FileChannel channel = FileChannel.open(path)) {
            assertThatThrownBy(() -> Safetensors.read(channel)).satisfies(SafetensorsTest::isOneSentence);
        }
        assertThat(allocated() - before).isLessThan(16 << 20);
    }

    @Test
    void aTensorThatTheFileDoesNotHaveTakesNoMemory() {
        byte[] file = file("{\"a\":{\"dtype\":\"U8\",\"shape\":[2000000000],\"data_offsets\":[0,2000000000]}}", 4);
        long before = allocated();
        assertThatThrownBy(() -> read(file))
                .satisfies(SafetensorsTest::isOneSentence)
                .hasMessageContaining("ends early");
        assertThat(allocated() - before).isLessThan(16 << 20);
    }

    @Test
    void anEmptyFileAndABeginningAreRefused() {
        for (int length = 0; length < Long.BYTES; length++) {
            byte[] file = new byte[length];
            assertThatThrownBy(() -> read(file)).satisfies(SafetensorsTest::isOneSentence);
        }
    }

    @ParameterizedTest
    @EnumSource(HostTensor.Type.class)
    void everyTypeOfTheFormatIsKnownAndCanBeSkipped(HostTensor.Type type) throws Exception {
        String header = "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":[4],\"data_offsets\":[0," + type.bits() / 2
                + "]},\"b\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[" + type.bits() / 2 + ","
                + (type.bits() / 2 + 1) + "]}}";
        byte[] file = file(header, type.bits() / 2 + 1);
        assertThat(Safetensors.describe(Channels.newChannel(new ByteArrayInputStream(file))))
                .containsExactly(
                        new Safetensors.Description("a", type), new Safetensors.Description("b", HostTensor.Type.U8));
        Safetensors rest = Safetensors.read(Channels.newChannel(new ByteArrayInputStream(file)), "b"::equals);
        assertThat(rest.tensors().keySet()).containsExactly("b");
        if (type.isReadable()) {
            assertThat(read(file).get("a").doubles()).containsOnly(0).hasSize(4);
        } else {
            assertThatThrownBy(() -> read(file))
                    .satisfies(SafetensorsTest::isOneSentence)
                    .hasMessageContainingAll("\"a\"", type.name());
        }
    }

    @Test
    void whatTheFormatAllowsIsRead() throws Exception {
        byte[] file = file(
                "{\"b\":{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[0,4]},\"none\":{\"shape\":[0,7],\"dtype\":\"F64\","
                        + "\"data_offsets\":[0,0],\"note\":[{}]},\"__metadata__\":{\"format\":\"pt\"}}     ",
                4);
        Safetensors read = read(file);
        assertThat(read.tensors().keySet()).containsExactly("none", "b");
        assertThat(read.metadata()).isEqualTo(Map.of("format", "pt"));
        assertThat(read(file("{}", 0)).tensors()).isEmpty();
        assertThat(read(file("{\"__metadata__\":null}", 0)).metadata()).isEmpty();
    }

    @Test
    void numbersOfEveryReadableTypeAreRight() throws Exception {
        ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -2);
        assertThat(number(HostTensor.Type.I64, data)).isEqualTo(-2);
        assertThat(number(HostTensor.Type.U64, data)).isEqualTo(0x1p64);
        assertThat(number(HostTensor.Type.I32, data)).isEqualTo(-2);
        assertThat(number(HostTensor.Type.U32, data)).isEqualTo(4294967294.0);
        assertThat(number(HostTensor.Type.I16, data)).isEqualTo(-2);
        assertThat(number(HostTensor.Type.U16, data)).isEqualTo(65534);
        assertThat(number(HostTensor.Type.I8, data)).isEqualTo(-2);
        assertThat(number(HostTensor.Type.U8, data)).isEqualTo(254);
        data.putDouble(0, -1.5);
        assertThat(number(HostTensor.Type.F64, data)).isEqualTo(-1.5);
        data.putShort(0, (short) 0xbe00);
        assertThat(number(HostTensor.Type.F16, data)).isEqualTo(-1.5);
        data.putShort(0, (short) 0xbfc0);
        assertThat(number(HostTensor.Type.BF16, data)).isEqualTo(-1.5);
    }

    @Test
    void writtenTensorsAreReadUnchanged() throws Exception {
        Map<String, HostTensor> tensors = Map.of("a \"quoted\"\n", HostTensor.of(new float[] {1, 2, 3}, 3, 1));
        Safetensors file = new Safetensors(tensors, Map.of("k", "v"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.write(Channels.newChannel(bytes));
        assertThat(read(bytes.toByteArray())).isEqualTo(file);
        assertThat(List.of(bytes.size() % Float.BYTES)).containsExactly(0);
    }

    private static double number(HostTensor.Type type, ByteBuffer data) {
        return new HostTensor(type, new long[] {1}, data.slice(0, type.bits() / Byte.SIZE)).doubles()[0];
    }

    private static Safetensors read(byte[] file) throws IOException {
        return Safetensors.read(Channels.newChannel(new ByteArrayInputStream(file)));
    }

    private static byte[] file(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static void isOneSentence(Throwable thrown) {
        assertThat(thrown).isInstanceOf(SafetensorsException.class).hasNoCause();
        assertThat(thrown.getMessage())
                .hasSizeBetween(20, 300)
                .endsWith(".")
                .doesNotContain("\n", "Exception", "java", "gson", "enum");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
