package org.dinotwins.data.sample;

import java.util.ArrayList;
import java.util.List;

/** A drawing of one object as a list of parts, from back to front, in units of about half its size. */
final class FigureDrawing {
    private final List<Part> parts = new ArrayList<>();

    /** Adds a part of the silhouette. */
    FigureDrawing solid(Part.Tint tint, double relief, double[] ring) {
        parts.add(new Part(tint, ring, true, relief));
        return this;
    }

    /** Adds a drawing on the silhouette. */
    FigureDrawing drawn(Part.Tint tint, double relief, double[] ring) {
        parts.add(new Part(tint, ring, false, relief));
        return this;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    FigureDrawing placed(FigurePlacement frame) {
        FigureDrawing placed = new FigureDrawing();
        for (Part p : parts) {
            placed.parts.add(new Part(p.tint(), frame.apply(p.ring()), p.solid(), p.relief()));
        }
        return placed;
    }

    /** What the solid parts cover together, with {@code pad} pixels free around it. */
    Coverage silhouette(int pictureWidth, int pictureHeight, int pad) {
        return Coverage.union(parts.stream().filter(Part::solid)
                .map(p -> Coverage.of(p.ring(), pictureWidth, pictureHeight, pad)).toList());
    }
}
