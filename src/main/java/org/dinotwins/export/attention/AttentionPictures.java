package org.dinotwins.export.attention;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.picture.Pixels;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.eval.attention.AttentionMap;
import org.dinotwins.export.PictureFile;
import org.dinotwins.run.network.NetworkInspector;

/** Attention overlays as PNG files in memory. */
public final class AttentionPictures {
    private AttentionPictures() {}

    /**
     * A picture, then its overlays with the CLS token's attention: the mean of the heads, and each head.
     *
     * @param block index of the block, 0 to depth - 1
     * @param side  longer side of the PNG files in pixels
     */
    public static List<byte[]> png(NetworkInspector inspector, Pixels pixels, int block, int side)
            throws WorkbenchException {
        int longSide = Math.min(NetworkInspector.MOST_SIDE, inspector.longSide(pixels.width(), pixels.height()));
        AttentionMap map = inspector.attention(pixels, longSide, block, FrozenBackbone.CLS);
        List<byte[]> files = new ArrayList<>();
        files.add(bytes(pixels, new float[map.grid().size()], map, side));
        files.add(bytes(pixels, map.mean(), map, side));
        for (float[] head : map.heads()) {
            files.add(bytes(pixels, head, map, side));
        }
        return files;
    }

    private static byte[] bytes(Pixels pixels, float[] weights, AttentionMap map, int side) {
        BufferedImage image =
                PictureFile.image(pixels.width(), pixels.height(), AttentionOverlay.over(pixels, weights, map.grid()));
        double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(scale * image.getWidth()));
        int height = Math.max(1, (int) Math.round(scale * image.getHeight()));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        // Averages blocks of pixels, because interpolation would skip some.
        pen.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.dispose();
        return PictureFile.png(small);
    }
}
