package org.dinotwins.data.voc;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.dinotwins.data.PictureObject;
import org.dinotwins.data.SkipLog;
import org.dinotwins.data.outline.Box;
import org.dinotwins.data.outline.Outline;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The annotation file of one PASCAL VOC picture.
 *
 * @param width  pixels, 0 if not stated
 * @param height pixels, 0 if not stated
 */
record VocAnnotation(int width, int height, List<Item> objects) {
    private static final Outline NO_OUTLINE = new Outline.None();
    /** Bytes of the largest file that is read: the boxes of more than 100,000 objects. */
    private static final long LARGEST = 1 << 25;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /**
     * A named box.
     *
     * @param number position among the picture's objects from 1, which is its index in the mask file
     */
    record Item(String category, Box box, int number) {
        /** @param masks the picture's mask file, if it has one */
        PictureObject object(int categoryIndex, Optional<Path> masks) {
            Outline outline = masks.isPresent() ? new Outline.IndexedMask(masks.get(), number, box) : NO_OUTLINE;
            return new PictureObject(categoryIndex, box, box.width() * box.height(), false, outline);
        }
    }

    /** Reads an annotation file; empty, with an entry in the log, if the file is damaged. */
    static Optional<VocAnnotation> read(Path file, SkipLog skips) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new IOException("it is too large or not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                var builder = factory().newDocumentBuilder();
                builder.setErrorHandler(new Silent());
                return Optional.of(annotation(builder.parse(in).getDocumentElement(), file, skips));
            }
        } catch (SAXException | CharConversionException | StackOverflowError e) {
            skips.add(
                    SkipLog.Kind.FILE,
                    file.getFileName().toString(),
                    "The annotation file is not complete XML, so its image is skipped: unpack it again.");
        } catch (IOException | ParserConfigurationException e) {
            skips.add(
                    SkipLog.Kind.FILE,
                    file.getFileName().toString(),
                    "The annotation file cannot be read, so its image is skipped: check that it is a file you may open.");
        }
        return Optional.empty();
    }

    private static VocAnnotation annotation(Element top, Path file, SkipLog skips) {
        List<Item> objects = new ArrayList<>();
        List<Element> elements = children(top, "object");
        for (int i = 0; i < elements.size(); i++) {
            Optional<Item> item = item(elements.get(i), i + 1);
            item.ifPresentOrElse(
                    objects::add,
                    () -> skips.add(
                            SkipLog.Kind.ANNOTATION,
                            "in " + file.getFileName(),
                            "The object has no name or no box with a size above 0: correct or delete it."));
        }
        Optional<Element> size = children(top, "size").stream().findFirst();
        return new VocAnnotation(
                (int) size.map(s -> number(s, "width")).orElse(0.0).doubleValue(),
                (int) size.map(s -> number(s, "height")).orElse(0.0).doubleValue(),
                objects);
    }

    /** VOC counts pixels from 1 and includes the last one; {@link Box} starts at 0 and excludes it. */
    private static Optional<Item> item(Element object, int number) {
        String name = text(object, "name");
        Optional<Element> bounds = children(object, "bndbox").stream().findFirst();
        if (name.isEmpty() || bounds.isEmpty()) {
            return Optional.empty();
        }
        double left = number(bounds.get(), "xmin") - 1;
        double top = number(bounds.get(), "ymin") - 1;
        Box box = new Box(left, top, number(bounds.get(), "xmax") - left, number(bounds.get(), "ymax") - top);
        boolean finite = Double.isFinite(left + top + box.width() + box.height());
        return finite && box.width() > 0 && box.height() > 0
                ? Optional.of(new Item(name, box, number))
                : Optional.empty();
    }

    /** Elements directly inside, so that the parts of a person do not count as objects. */
    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(e -> e.getTextContent().strip())
                .orElse("");
    }

    private static double number(Element parent, String name) {
        String text = text(parent, name);
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    /** DOCTYPE and entities are off, so a file cannot make the parser fetch anything. */
    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** Keeps the parser from printing errors, which go into the log. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException fault) {}

        @Override
        public void error(SAXParseException fault) {}

        @Override
        public void fatalError(SAXParseException fault) throws SAXParseException {
            throw fault;
        }
    }
}
