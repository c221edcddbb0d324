package org.dinotwins.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Writes a chart's numbers as the rest of the workspace does. */
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
        throw new UnsupportedOperationException("a chart's numbers are only written");
    }
}
