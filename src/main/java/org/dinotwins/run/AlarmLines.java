package org.dinotwins.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.train.Alarm;

/** {@code alarms.jsonl}: a JSON object a line for each alarm, keys named as the record's components. */
final class AlarmLines {
    private AlarmLines() {
    }

    /** The alarm as a line, without its end. */
    static String write(Alarm alarm) {
        JsonObject line = new JsonObject();
        line.addProperty("step", alarm.step());
        line.addProperty("kind", alarm.kind().name());
        line.addProperty("happened", alarm.happened());
        line.addProperty("advice", alarm.advice());
        return line.toString();
    }

    /** All whole lines of a file, oldest first; none when there is no file. */
    static List<Alarm> read(Path file) throws IOException {
        List<Alarm> alarms = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                parse(line).ifPresent(alarms::add);
            }
        }
        return alarms;
    }

    private static Optional<Alarm> parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return Optional.of(new Alarm(Alarm.Kind.valueOf(json.get("kind").getAsString()),
                    json.get("step").getAsLong(), json.get("happened").getAsString(), json.get("advice").getAsString()));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            // The broken last line of a killed run, or a kind of a newer version.
            return Optional.empty();
        }
    }
}
