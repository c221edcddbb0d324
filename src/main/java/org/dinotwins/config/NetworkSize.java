package org.dinotwins.config;

import java.util.Collection;
import org.dinotwins.objective.BarlowProjector;
import org.dinotwins.objective.DinoHead;
import org.dinotwins.vit.WeightShapes;

/**
 * Number of trained parameters of a configuration's networks. The teacher holds the backbone and the DINO head once more.
 *
 * @param backbone parameters of the Vision Transformer
 * @param dinoHead parameters of the DINO head; 0 without DINO
 * @param barlow   parameters of the Barlow Twins projector; 0 without Barlow Twins
 */
public record NetworkSize(long backbone, long dinoHead, long barlow) {
    public static NetworkSize of(RunConfig config) {
        int dim = config.model().dim();
        return new NetworkSize(
                count(WeightShapes.of(config.model()).values()),
                config.objective().withDino()
                        ? count(DinoHead.shapes(config.objective().dino(), dim).values())
                        : 0,
                config.objective().withBarlow()
                        ? count(BarlowProjector.shapes(config.objective().barlow(), dim)
                                .values())
                        : 0);
    }

    private static long count(Collection<long[]> shapes) {
        long sum = 0;
        for (long[] shape : shapes) {
            long product = 1;
            for (long side : shape) {
                product *= side;
            }
            sum += product;
        }
        return sum;
    }
}
