package org.dinotwins.tensor.safetensors;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.dinotwins.message.Quote;
import org.dinotwins.tensor.HostTensor;

/**
 * What the header of a safetensors file says, checked by the rules of the format: the tensors lie one behind the other
 * without gaps, each as long as its type and shape say, under different names.
 *
 * @param tensors  in the order of their data
 * @param metadata text pairs of {@code __metadata__}
 */
record SafetensorsHeader(List<Entry> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** A natural number as JSON writes it; more digits than these fit no long. */
    private static final Pattern NATURAL = Pattern.compile("0|[1-9][0-9]{0,18}");
    /** Limit on the number of axes, above that of any library. */
    private static final int MOST_AXES = 64;

    /**
     * One tensor.
     *
     * @param shape lengths of the axes, none negative; their product times the size of the type is {@code end - begin}
     * @param begin first byte of its data, behind the header
     * @param end   byte behind its last
     */
    // Never compared: read once, in order of the file.
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(String name, HostTensor.Type type, long[] shape, long begin, long end) {
        long bytes() {
            return end - begin;
        }
    }

    /** Bytes of the data behind the header. */
    long dataBytes() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
    }

    /**
     * Reads the JSON text of a header.
     *
     * @throws SafetensorsException if it breaks a rule of the format
     */
    static SafetensorsHeader of(ByteBuffer utf8) throws SafetensorsException {
        if (!utf8.hasRemaining() || utf8.get(utf8.position()) != '{') {
            throw damaged("does not begin with a brace");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw damaged("is not text in UTF-8");
        }
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            return new Parser(json).header();
        } catch (SafetensorsException e) {
            throw e;
        } catch (MalformedJsonException | EOFException e) {
            throw damaged("is not valid JSON");
        } catch (IOException | IllegalStateException | JsonParseException | NumberFormatException e) {
            throw damaged("has another form than the format wants");
        }
    }

    private static SafetensorsException damaged(String what) {
        return new SafetensorsException("The safetensors header " + what + ": the file is damaged or of another kind.");
    }

    /** Reads values one by one, so that neither deep nesting nor repeated names pass unnoticed. */
    private static final class Parser {
        private final JsonReader json;

        Parser(JsonReader json) {
            this.json = json;
        }

        SafetensorsHeader header() throws IOException {
            List<Entry> tensors = new ArrayList<>();
            Map<String, String> metadata = new LinkedHashMap<>();
            Set<String> names = new HashSet<>();
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (!names.add(name)) {
                    throw damaged("has two entries named " + Quote.of(name));
                }
                if (name.equals(METADATA)) {
                    readMetadata(metadata);
                } else {
                    tensors.add(tensor(name));
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw damaged("has something behind its closing brace");
            }
            tensors.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            long at = 0;
            for (Entry tensor : tensors) {
                if (tensor.begin() != at) {
                    throw damaged("leaves a gap or an overlap before tensor " + Quote.of(tensor.name())
                            + ", whose data begin at byte " + tensor.begin() + " instead of " + at);
                }
                at = tensor.end();
            }
            return new SafetensorsHeader(List.copyOf(tensors), metadata);
        }

        private void readMetadata(Map<String, String> metadata) throws IOException {
            if (json.peek() == JsonToken.NULL) {
                json.nextNull();
                return;
            }
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw damaged("has metadata that are not an object");
            }
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (json.peek() != JsonToken.STRING) {
                    throw damaged("has a value in its metadata that is not text, " + Quote.of(key));
                }
                if (metadata.put(key, json.nextString()) != null) {
                    throw damaged("has two entries named " + Quote.of(key) + " in its metadata");
                }
            }
            json.endObject();
        }

        private Entry tensor(String name) throws IOException {
            String type = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw damaged("does not describe tensor " + Quote.of(name) + " by an object");
            }
            Set<String> keys = new HashSet<>();
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (!keys.add(key)) {
                    throw damaged("states " + Quote.of(key) + " of tensor " + Quote.of(name) + " twice");
                }
                switch (key) {
                    case "dtype" -> type = text(name);
                    case "shape" -> shape = naturals(name, key, MOST_AXES);
                    case "data_offsets" -> offsets = naturals(name, key, 2);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            if (type == null || shape == null || offsets == null || offsets.size() != 2) {
                throw damaged("lacks the type, the shape or the two offsets of tensor " + Quote.of(name));
            }
            return checked(name, type, shape, offsets.get(0), offsets.get(1));
        }

        private String text(String name) throws IOException {
            if (json.peek() != JsonToken.STRING) {
                throw damaged("states no type of tensor " + Quote.of(name));
            }
            return json.nextString();
        }

        private List<Long> naturals(String name, String key, int most) throws IOException {
            if (json.peek() != JsonToken.BEGIN_ARRAY) {
                throw notNatural(name, key);
            }
            List<Long> values = new ArrayList<>();
            json.beginArray();
            while (json.hasNext()) {
                String digits = json.peek() == JsonToken.NUMBER ? json.nextString() : "";
                if (!NATURAL.matcher(digits).matches() || values.size() == most) {
                    throw notNatural(name, key);
                }
                try {
                    values.add(Long.parseLong(digits));
                } catch (NumberFormatException e) {
                    throw tooLarge(name);
                }
            }
            json.endArray();
            return values;
        }

        private static SafetensorsException notNatural(String name, String key) {
            return damaged("has a " + Quote.of(key) + " of tensor " + Quote.of(name)
                    + " that is not a short list of whole numbers from 0");
        }

        private static SafetensorsException tooLarge(String name) {
            return damaged("gives tensor " + Quote.of(name) + " a size beyond all files");
        }

        private static Entry checked(String name, String type, List<Long> lengths, long begin, long end)
                throws SafetensorsException {
            HostTensor.Type known = HostTensor.Type.named(type)
                    .orElseThrow(() -> new SafetensorsException("Tensor " + Quote.of(name) + " has the type "
                            + Quote.of(type) + ", which the safetensors format does not know."));
            long[] shape = lengths.stream().mapToLong(Long::longValue).toArray();
            long bits;
            try {
                bits = Math.multiplyExact(HostTensor.elements(shape), known.bits());
            } catch (ArithmeticException e) {
                throw tooLarge(name);
            }
            if (end < begin || bits % Byte.SIZE != 0 || end - begin != bits / Byte.SIZE) {
                throw damaged("places tensor " + Quote.of(name) + " at bytes " + begin + " to " + end
                        + ", which does not fit its type " + known + " and its shape");
            }
            return new Entry(name, known, shape, begin, end);
        }
    }
}
