package org.dinotwins.data.voc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The outermost element of an XML file, which identifies the tool that wrote it. */
public final class XmlRoot {
    private XmlRoot() {}

    /** Its name; empty if the file is not XML. Reads no further than its start, and nothing that the file refers to. */
    public static String of(Path file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            reader.nextTag();
            return reader.getLocalName();
        } catch (IOException | XMLStreamException | RuntimeException e) {
            return "";
        }
    }
}
