package org.dinotwins.export.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;
import org.dinotwins.run.Versions;
import org.dinotwins.table.Table;

/** A self-contained HTML page with embedded styles, charts and pictures, for light and dark screens and for print. */
final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; --back: #ffffff; --surface: #f5f6f8; --border: #d9dde5; --grid: #e6e9ee;
              --text: #1a1e27; --muted: #566072; --subtle: #566072; --accent: #3563e0; --danger: #c9353a;
              --dino: #0b8f6c; --barlow: #b23f99; --total: #2c323e; --teacher: #b26a00; }
            @media (prefers-color-scheme: dark) { :root { --back: #0f1115; --surface: #161920;
              --border: #2a2f3a; --grid: #232833; --text: #e6e9f0; --muted: #9ca5b5; --subtle: #9ca5b5; --accent: #7aa0ff;
              --danger: #f47174; --dino: #35c9a0; --barlow: #e48ad2; --total: #dfe3ec; --teacher: #f2b45c; } }
            body { background: var(--back); color: var(--text); font: 15px/1.5 Inter, "Segoe UI", system-ui, sans-serif;
              max-width: 1000px; margin: 2rem auto; padding: 0 1.2rem; }
            h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem;
              border-bottom: 1px solid var(--border); padding-bottom: .3rem; }
            h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
            p { margin: .4rem 0; } .muted { color: var(--muted); } .alarm { color: var(--danger); }
            table { border-collapse: collapse; margin: .6rem 0 1rem; font-variant-numeric: tabular-nums; }
            .caption { color: var(--muted); font-size: .86rem; margin: -.6rem 0 1.2rem; }
            th, td { padding: .28rem .8rem .28rem 0; text-align: left; vertical-align: top;
              border-bottom: 1px solid var(--grid); }
            th { color: var(--muted); font-weight: 600; font-size: .86rem; } .n { text-align: right; white-space: nowrap; }
            .wide { overflow-x: auto; } .charts { display: flex; flex-wrap: wrap; gap: 1.2rem; }
            .charts svg { flex: 1 1 400px; max-width: 480px; background: var(--surface); border: 1px solid var(--border);
              border-radius: 6px; box-sizing: border-box; }
            .pictures { display: flex; flex-wrap: wrap; gap: .5rem; margin: .4rem 0 1rem; }
            figure { margin: 0; } figure img { display: block; border-radius: 4px; max-width: 100%; }
            figcaption { font-size: .8rem; color: var(--muted); }
            img.matrix { width: 320px; height: 320px; image-rendering: pixelated; border: 1px solid var(--border); }
            code, pre { font: .88em ui-monospace, "JetBrains Mono", monospace; } pre { background: var(--surface);
              border: 1px solid var(--border); border-radius: 6px; padding: .7rem; overflow-x: auto; }
            details summary { cursor: pointer; color: var(--accent); margin: .4rem 0; }
            @media print { :root { --back: #fff; --surface: #fff; --border: #bbb; --grid: #ddd; --text: #000; --muted: #444; --subtle: #444;
              --accent: #3563e0; --danger: #c9353a; --dino: #0b8f6c; --barlow: #b23f99; --total: #2c323e;
              --teacher: #b26a00; color-scheme: light; }
              body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; } h2, h3 { break-after: avoid; }
              table, th, .caption, .muted { font-size: 8pt; } th, td { padding: .15rem .5rem .15rem 0; }
              .wide { overflow: visible; }
              .charts svg { flex: 1 1 45%; max-width: 48%; } .charts { gap: .6rem; }
              img.matrix { width: 240px; height: 240px; } tr, svg, figure, .pictures { break-inside: avoid; } }
            """;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

    private final StringBuilder body = new StringBuilder();
    private final String title;

    Html(String title) {
        this.title = title;
        element("h1", title);
    }

    /** Text with its special characters escaped. */
    static String text(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    Html heading(String words) {
        return element("h2", words);
    }

    Html smallHeading(String words) {
        return element("h3", words);
    }

    Html words(String words) {
        return element("p", words);
    }

    Html muted(String words) {
        return element("p class=\"muted\"", words);
    }

    Html alarm(String words) {
        return element("p class=\"alarm\"", words);
    }

    Html code(String words) {
        return element("pre", words);
    }

    /** @param opening the opening tag: a name, then attributes */
    private Html element(String opening, String words) {
        body.append('<')
                .append(opening)
                .append('>')
                .append(text(words))
                .append("</")
                .append(opening.split(" ")[0])
                .append(">\n");
        return this;
    }

    Html table(Table table) {
        body.append("<div class=\"wide\">").append(HtmlTable.of(table)).append("</div>\n");
        return this;
    }

    /** A section that is collapsed until its summary is clicked. */
    Html folded(String summary, String inside) {
        body.append("<details><summary>")
                .append(text(summary))
                .append("</summary>\n")
                .append(inside)
                .append("</details>\n");
        return this;
    }

    /** Charts side by side, or a sentence if there are none. */
    Html charts(String ifNone, String... charts) {
        String all = String.join("", charts);
        if (all.isEmpty()) {
            return muted(ifNone);
        }
        body.append("<div class=\"charts\">\n").append(all).append("</div>\n");
        return this;
    }

    /** Trusted HTML, not escaped. */
    Html raw(String html) {
        body.append(html);
        return this;
    }

    /** A PNG inside the page. */
    static String image(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    /** The whole page. */
    String page() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + text(title)
                + "</title>\n<style>\n" + STYLE + "</style></head>\n<body>\n" + body
                + "<p class=\"muted\">Made by DinoTwins "
                + "Workbench " + text(Versions.program()) + " on " + WHEN.format(LocalDateTime.now())
                + ".</p>\n</body></html>\n";
    }

    void write(Path file) throws WorkbenchException {
        try {
            Path whole = file.toAbsolutePath();
            Files.createDirectories(whole.getParent());
            AtomicFile.write(whole, page());
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The report cannot be written to " + file + ": " + Reason.of(e) + ". Choose another place.", e);
        }
    }
}
