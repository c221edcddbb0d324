package org.dinotwins.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a table as comma-separated values (RFC 4180) in full precision; an estimate becomes mean, low, high and count.
 */
final class CsvTable {
    private CsvTable() {}

    static String of(Table table, String lineEnd) {
        List<String> head = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int at = i;
            boolean estimates = table.rows().stream().anyMatch(row -> row.get(at) instanceof Estimate);
            String key = table.columns().get(i).key();
            head.addAll(estimates ? List.of(key + "_mean", key + "_low", key + "_high", key + "_n") : List.of(key));
        }
        StringBuilder text = new StringBuilder();
        text.append(head.stream().map(CsvTable::quoted).collect(Collectors.joining(",")))
                .append(lineEnd);
        for (List<Object> row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (Object value : row) {
                if (value instanceof Estimate estimate) {
                    cells.addAll(List.of(
                            exact(estimate.mean()),
                            exact(estimate.low()),
                            exact(estimate.high()),
                            Integer.toString(estimate.count())));
                } else {
                    cells.add(value instanceof Double number ? exact(number) : quoted(value.toString()));
                }
            }
            text.append(String.join(",", cells)).append(lineEnd);
        }
        return text.toString();
    }

    private static String exact(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
