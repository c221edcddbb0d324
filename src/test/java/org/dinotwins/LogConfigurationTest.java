package org.dinotwins;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {
    private final LoggerContext loggers = new LoggerContext();

    @Test
    void warningsComeAsALineWithWhatWasThrownAndWithoutItsTrace() {
        String reported = errors(() -> {
            setUp();
            Logger log = loggers.getLogger("org.dinotwins.app.shared.work.Background");
            log.info("a quiet word");
            log.warn("no {}", "luck", new IllegalStateException("outer", new RuntimeException("inner")));
        });

        assertThat(reported.lines())
                .containsExactly(
                        "WARN  o.d.a.s.w.Background no luck",
                        "      java.lang.IllegalStateException: outer",
                        "      java.lang.RuntimeException: inner");
    }

    @Test
    void aPropertyAsksForMore() {
        System.setProperty(LogConfiguration.LEVEL, "info");
        try {
            setUp();
        } finally {
            System.clearProperty(LogConfiguration.LEVEL);
        }

        assertThat(loggers.getLogger("org.dinotwins").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(loggers.getLogger("ai.djl.util.cuda").isErrorEnabled()).isFalse();
    }

    @Test
    void logbackFindsIt() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LogConfiguration.class);
    }

    private void setUp() {
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        LogConfiguration setUp = new LogConfiguration();
        setUp.setContext(loggers);
        assertThat(setUp.configure(loggers)).isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    }

    private static String errors(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
