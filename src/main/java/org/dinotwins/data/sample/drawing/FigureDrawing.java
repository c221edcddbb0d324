package org.dinotwins.data.sample.drawing;

import java.util.ArrayList;
import java.util.List;

/** A drawing of one object as a list of parts, from back to front, in units of about half its size. */
public final class FigureDrawing {
    private final List<FigurePart> parts = new ArrayList<>();

    /** Adds a part of the silhouette. */
    public FigureDrawing solid(FigurePart.Tint tint, double relief, double[] ring) {
        parts.add(new FigurePart(tint, ring, true, relief));
        return this;
    }

    /** Adds a drawing on top of the silhouette. */
    public FigureDrawing drawn(FigurePart.Tint tint, double relief, double[] ring) {
        parts.add(new FigurePart(tint, ring, false, relief));
        return this;
    }

    public List<FigurePart> parts() {
        return List.copyOf(parts);
    }

    public FigureDrawing placed(FigurePlacement placement) {
        FigureDrawing placed = new FigureDrawing();
        for (FigurePart p : parts) {
            placed.parts.add(new FigurePart(p.tint(), placement.apply(p.ring()), p.solid(), p.relief()));
        }
        return placed;
    }

    /** Union of the solid parts, with a margin of {@code pad} pixels. */
    public Coverage silhouette(int pictureWidth, int pictureHeight, int pad) {
        return Coverage.union(parts.stream()
                .filter(FigurePart::solid)
                .map(p -> Coverage.of(p.ring(), pictureWidth, pictureHeight, pad))
                .toList());
    }
}
