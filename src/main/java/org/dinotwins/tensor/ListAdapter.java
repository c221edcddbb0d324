package org.dinotwins.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * TorchScript source that lets DJL call a method: DJL records gradients only of methods that take tensors. An adapter
 * takes one list: for each parameter its tensor, its number as a tensor, or the length of its list, followed by the
 * items of the lists.
 */
final class ListAdapter {
    private static final String PREFIX = "from_list_";

    private ListAdapter() {}

    /** Name of a method's adapter. */
    static String name(String method) {
        return PREFIX + method;
    }

    /** The adapter as indented source; it returns a tensor or a list of tensors. */
    static String of(TorchScriptSource.Definition method) {
        List<String> arguments = new ArrayList<>();
        String end = Integer.toString(method.parameters().size());
        int at = 0;
        for (Map.Entry<String, String> parameter : method.parameters().entrySet()) {
            String item = "a[" + at++ + "]";
            switch (parameter.getValue()) {
                case "Tensor" -> arguments.add(item);
                case "List[Tensor]" -> {
                    String next = end + " + int(" + item + ")";
                    arguments.add("a[" + end + ":" + next + "]");
                    end = next;
                }
                default -> arguments.add(parameter.getValue() + "(" + item + ")");
            }
        }
        String call = "self." + method.name() + "(" + String.join(", ", arguments) + ")";
        String head = "    def " + name(method.name()) + "(self, a: List[Tensor]) -> ";
        if (!method.result().startsWith("Tuple")) {
            return head + method.result() + ":\n        return " + call + "\n\n";
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < method.result().split(",").length; i++) {
            items.add("r[" + i + "]");
        }
        return head + "List[Tensor]:\n        r = " + call + "\n        return [" + String.join(", ", items) + "]\n\n";
    }
}
