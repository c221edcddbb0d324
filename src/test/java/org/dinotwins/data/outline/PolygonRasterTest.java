package org.dinotwins.data.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.dinotwins.data.PictureObject;
import org.junit.jupiter.api.Test;

/** Compares the raster, which computes the crossings alone, with the rule that visits every point of the outline. */
class PolygonRasterTest {
    private static final int FINENESS = 5;

    @Test
    void everyPolygonGivesTheRunsOfTheRuleThatVisitsEveryPoint() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 4_000; i++) {
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            double reach = i % 4 == 0 ? 500 : i % 4 == 1 ? 3 : 30;
            double[] ring = new double[2 * (1 + random.nextInt(9))];
            for (int k = 0; k < ring.length; k++) {
                double coordinate = random.nextDouble(-reach / 2, reach);
                ring[k] =
                        i % 3 == 0 ? Math.rint(coordinate) : i % 3 == 1 ? Math.rint(coordinate * 10) / 10 : coordinate;
            }
            assertThat(PolygonRaster.runs(ring, width, height).counts())
                    .as("polygon %d", i)
                    .isEqualTo(visited(ring, width, height));
        }
    }

    @Test
    void farCornersAreCutOffExactly() {
        for (double far : new double[] {1e4, 1e9, 1e12, 1e15}) {
            double[] halfPlane = {7, -far, far, -far, far, far, 7, far};
            boolean[] mask = mask(halfPlane, 20, 10);
            for (int i = 0; i < mask.length; i++) {
                assertThat(mask[i]).as("pixel %d, corners at %g", i, far).isEqualTo(i % 20 >= 7);
            }
        }
        // The edge y = x, from far above to far below the picture.
        boolean[] below = mask(new double[] {-1e9, -1e9, 1e9, 1e9, -1e9, 1e9}, 12, 12);
        boolean[] near = mask(new double[] {-40, -40, 40, 40, -40, 40}, 12, 12);
        assertThat(below).isEqualTo(near).contains(true, false);
    }

    @Test
    void crossingsWithoutNumberTakeTheMemoryOfThePicture() {
        SplittableRandom random = new SplittableRandom(5);
        double[] ring = new double[20_000];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = random.nextDouble(-10, 50);
        }
        assertThat(PolygonRaster.runs(ring, 40, 30).counts()).isEqualTo(visited(ring, 40, 30));
    }

    private static boolean[] mask(double[] ring, int width, int height) {
        Outline outline = new Outline.Polygons(List.of(ring));
        return new PictureObject(0, new Box(0, 0, 1, 1), 1, false, outline)
                .mask(width, height)
                .inside();
    }

    /** The rule of the COCO API as its code has it: all points of the fine outline, then those that cross a column. */
    private static int[] visited(double[] ring, int width, int height) {
        List<int[]> points = new ArrayList<>();
        int corners = ring.length / 2;
        for (int i = 0; i < corners; i++) {
            int next = (i + 1) % corners;
            visit(fine(ring[2 * i]), fine(ring[2 * i + 1]), fine(ring[2 * next]), fine(ring[2 * next + 1]), points);
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            int from = points.get(i - 1)[0];
            int to = points.get(i)[0];
            double column = ((to < from ? to : to - 1) + 0.5) / FINENESS - 0.5;
            if (to != from && column == Math.floor(column) && column >= 0 && column <= width - 1) {
                double row = Math.ceil((Math.min(points.get(i - 1)[1], points.get(i)[1]) + 0.5) / FINENESS - 0.5);
                places.add((int) column * height + (int) Math.max(0, Math.min(height, row)));
            }
        }
        return lengths(places, width * height);
    }

    private static int fine(double coordinate) {
        return (int) (FINENESS * coordinate + 0.5);
    }

    private static void visit(int startX, int startY, int endX, int endY, List<int[]> points) {
        int spanX = Math.abs(endX - startX);
        int spanY = Math.abs(endY - startY);
        boolean flat = spanX >= spanY;
        boolean flip = flat ? startX > endX : startY > endY;
        int lowX = flip ? endX : startX;
        int lowY = flip ? endY : startY;
        double slope = flat
                ? (double) ((flip ? startY : endY) - lowY) / spanX
                : (double) ((flip ? startX : endX) - lowX) / spanY;
        int span = flat ? spanX : spanY;
        for (int d = 0; d <= span; d++) {
            int t = flip ? span - d : d;
            double across = span == 0 ? 0 : slope * t;
            points.add(
                    flat
                            ? new int[] {lowX + t, (int) (lowY + across + 0.5)}
                            : new int[] {(int) (lowX + across + 0.5), lowY + t});
        }
    }

    private static int[] lengths(List<Integer> places, int pixels) {
        Collections.sort(places);
        List<Integer> single = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (i + 1 < places.size() && places.get(i).equals(places.get(i + 1))) {
                i++;
            } else {
                single.add(places.get(i));
            }
        }
        List<Integer> lengths = new ArrayList<>();
        int from = 0;
        for (int place : single) {
            lengths.add(place - from);
            from = place;
        }
        if (lengths.isEmpty() || from < pixels) {
            lengths.add(pixels - from);
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }
}
