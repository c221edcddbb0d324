package org.dinotwins.export.attention;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.attention.AttentionMask;
import org.dinotwins.eval.attention.Contours;
import org.dinotwins.eval.attention.PatchGrid;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;

/** Writes outlines of the kept patches as SVG, in pixels of the picture. */
public final class OutlineFile {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final String STROKE = "#ffd54a";

    private OutlineFile() {}

    /**
     * An outline with its name and colour.
     *
     * @param name   title of the element, for example {@code head 3, 60 % kept}
     * @param colour any SVG colour
     * @param rings  closed rings {@code x0, y0, x1, y1, ...} in pixels of the picture; holes have the opposite direction
     */
    public record Drawn(String name, String colour, List<double[]> rings) {
        public Drawn {
            rings = List.copyOf(rings);
        }

        /** The outline of the strongest patches of a map, see {@link AttentionMask#keep}. */
        public static Drawn kept(String name, float[] map, PatchGrid grid, double keptMass, int width, int height) {
            boolean[] kept = AttentionMask.keep(map, keptMass);
            List<double[]> rings = Contours.of(kept, grid.columns(), grid.rows()).stream()
                    .map(ring -> {
                        double[] scaled = new double[ring.length];
                        for (int i = 0; i < ring.length; i += 2) {
                            scaled[i] = ring[i] * width / grid.columns();
                            scaled[i + 1] = ring[i + 1] * height / grid.rows();
                        }
                        return scaled;
                    })
                    .toList();
            return new Drawn(
                    String.format(Locale.ROOT, "%s, %.0f %% of attention kept", name, 100 * keptMass), STROKE, rings);
        }
    }

    /** @param title name of the picture */
    public static void write(Path file, String title, int width, int height, List<Drawn> outlines)
            throws WorkbenchException {
        try {
            AtomicFile.write(file, svg(title, width, height, outlines));
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + Reason.of(e) + ".", e);
        }
    }

    private static String svg(String title, int width, int height, List<Drawn> outlines) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("width", Integer.toString(width));
            xml.writeAttribute("height", Integer.toString(height));
            xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
            element(xml, "title", title);
            for (Drawn outline : outlines) {
                xml.writeStartElement("path");
                xml.writeAttribute("fill", outline.colour());
                xml.writeAttribute("fill-opacity", "0.15");
                xml.writeAttribute("fill-rule", "evenodd");
                xml.writeAttribute("stroke", outline.colour());
                xml.writeAttribute("stroke-width", "2");
                xml.writeAttribute("vector-effect", "non-scaling-stroke");
                xml.writeAttribute("d", path(outline.rings()));
                element(xml, "title", outline.name());
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text + "\n";
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private static String path(List<double[]> rings) {
        StringBuilder path = new StringBuilder();
        for (double[] ring : rings) {
            for (int i = 0; i < ring.length; i += 2) {
                path.append(i == 0 ? "M" : "L")
                        .append(number(ring[i]))
                        .append(' ')
                        .append(number(ring[i + 1]));
            }
            path.append('Z');
        }
        return path.toString();
    }

    /** A number with at most two decimals. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
