package org.dinotwins.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Formats axis labels with {@link NumberText#tick}. */
final class TickFormat extends NumberFormat {
    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition at) {
        return to.append(NumberText.tick(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition at) {
        return to.append(NumberText.tick(number));
    }

    @Override
    public Number parse(String source, ParsePosition at) {
        throw new UnsupportedOperationException("axis labels are never parsed");
    }
}
