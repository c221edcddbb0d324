package org.dinotwins.export.attention;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.export.PictureFile;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;
import org.dinotwins.run.Progress;

/** Writes frames as an animated GIF that repeats forever, or as a folder of numbered PNG files. */
public final class FilmFile {
    /** Time unit of a GIF in milliseconds. */
    private static final int TICK = 10;

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    /** Application extension of Netscape Navigator 2.0 that repeats an animation; 0 repeats mean forever. */
    private static final byte[] REPEAT_FOREVER = {1, 0, 0};

    private FilmFile() {}

    /** Frames of equal size; each is requested once, in order. */
    public interface Frames {
        /** Number of frames, at least one. */
        int count();

        /** {@code width * height} ARGB values of one frame, rows from the top. */
        int[] frame(int index) throws WorkbenchException;
    }

    /**
     * Writes an animated GIF. Its frames have 256 colours each.
     *
     * @param millis duration of a frame, rounded to hundredths of a second, at least one
     * @throws CancellationException if cancelled; no file is left then
     */
    public static void gif(Path file, int width, int height, int millis, Frames frames, Progress progress)
            throws WorkbenchException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            AtomicFile.write(file, channel -> {
                try (ImageOutputStream out = ImageIO.createImageOutputStream(Channels.newOutputStream(channel))) {
                    writer.setOutput(out);
                    writer.prepareWriteSequence(null);
                    ImageWriteParam param = writer.getDefaultWriteParam();
                    // By default the writer marks frames as interlaced although it writes their rows in order.
                    param.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
                    for (int i = 0; i < frames.count(); i++) {
                        report(progress, i, frames.count());
                        BufferedImage image = PictureFile.image(width, height, frames.frame(i));
                        IIOMetadata timed = timed(writer, param, image, millis, i == 0);
                        writer.writeToSequence(new IIOImage(image, null, timed), param);
                    }
                    writer.endWriteSequence();
                } catch (WorkbenchException e) {
                    throw new IOException(e);
                }
            });
        } catch (IOException e) {
            throw e.getCause() instanceof WorkbenchException cause
                    ? cause
                    : new WorkbenchException(file + " cannot be written: " + Reason.of(e) + ".", e);
        } finally {
            writer.dispose();
        }
    }

    /**
     * Writes {@code frame-0001.png} and so on, for any program that encodes films.
     *
     * @return the files written
     * @throws CancellationException if cancelled; frames already written are kept
     */
    public static List<Path> folder(Path folder, int width, int height, Frames frames, Progress progress)
            throws WorkbenchException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < frames.count(); i++) {
            report(progress, i, frames.count());
            Path file = folder.resolve(String.format(Locale.ROOT, "frame-%04d.png", i + 1));
            PictureFile.write(file, width, height, frames.frame(i));
            files.add(file);
        }
        return files;
    }

    private static void report(Progress progress, int index, int count) {
        if (progress.cancelled()) {
            throw new CancellationException("cancelled before frame " + index);
        }
        progress.at(index / (double) count, "Frame " + (index + 1) + " of " + count);
    }

    private static IIOMetadata timed(
            ImageWriter writer, ImageWriteParam param, BufferedImage image, int millis, boolean first)
            throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(Math.max(1, Math.round(millis / (float) TICK))));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (first) {
            IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
            extension.setAttribute("applicationID", "NETSCAPE");
            extension.setAttribute("authenticationCode", "2.0");
            extension.setUserObject(REPEAT_FOREVER.clone());
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(extension);
            root.appendChild(extensions);
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
