package org.dinotwins.export.report;

import java.awt.image.BufferedImage;
import org.dinotwins.chart.CorrelationRaster;
import org.dinotwins.chart.DivergingColours;
import org.dinotwins.export.PictureFile;
import org.dinotwins.train.CorrelationSnapshot;

/** A cross-correlation matrix as a PNG in the window's colours: blue for -1, amber for 1, one pixel per cell. */
final class MatrixPicture {
    private MatrixPicture() {}

    /** @param dark whether it is for a dark page */
    static byte[] png(CorrelationSnapshot matrix, boolean dark) {
        CorrelationRaster raster = CorrelationRaster.of(matrix, matrix.size(), new DivergingColours(dark), false);
        BufferedImage image = new BufferedImage(raster.side(), raster.side(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, raster.side(), raster.side(), raster.argb(), 0, raster.side());
        return PictureFile.png(image);
    }
}
