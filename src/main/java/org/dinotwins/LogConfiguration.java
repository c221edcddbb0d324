package org.dinotwins;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;

/**
 * Configures logging: warnings go to standard error, one line each. In code rather than XML, whose parser took 0.25 s of
 * every start. Logback finds it through {@code META-INF/services}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    /** System property with the lowest level to log, for example {@code info}; by default {@code warn}. */
    public static final String LEVEL = "dinotwins.log";
    /** Logback's system property that names another configuration file. */
    private static final String FILE = "logback.configurationFile";
    /** DJL warns on every machine without a CUDA driver; the device is reported to the user anyway. */
    private static final String CUDA = "ai.djl.util.cuda";

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Line line = new Line();
        line.setContext(loggers);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(loggers);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(loggers);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        loggers.getLogger(CUDA).setLevel(Level.OFF);
        ch.qos.logback.classic.Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty(LEVEL), Level.WARN));
        root.addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** {@code WARN  o.d.a.s.w.Background background work failed}, then the exceptions; stack traces from the level debug on. */
    private static final class Line extends LayoutBase<ILoggingEvent> {
        private static final int NAME_LENGTH = 20;
        private static final int LEVEL_LENGTH = 5;

        /** Stack traces help those who develop the program. */
        private final boolean traces =
                Level.toLevel(System.getProperty(LEVEL), Level.WARN).toInt() <= Level.DEBUG_INT;

        private final TargetLengthBasedClassNameAbbreviator names =
                new TargetLengthBasedClassNameAbbreviator(NAME_LENGTH);

        @Override
        public String doLayout(ILoggingEvent event) {
            StringBuilder text = new StringBuilder(event.getLevel().toString());
            while (text.length() < LEVEL_LENGTH) {
                text.append(' ');
            }
            text.append(' ')
                    .append(names.abbreviate(event.getLoggerName()))
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append(System.lineSeparator());
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                text.append("      ")
                        .append(thrown.getClassName())
                        .append(": ")
                        .append(thrown.getMessage())
                        .append(System.lineSeparator());
                if (traces) {
                    for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
                        text.append("        ").append(frame.getSTEAsString()).append(System.lineSeparator());
                    }
                }
            }
            return text.toString();
        }
    }
}
