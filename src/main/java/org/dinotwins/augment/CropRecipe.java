package org.dinotwins.augment;

/**
 * How the crops of a picture are drawn. There are always two global crops; Barlow Twins compares these two. Their
 * photometric changes differ (blur always / rarely, solarise never / sometimes): the asymmetry that the public code of
 * both DINO and Barlow Twins uses.
 *
 * @param globalSize  side of a global crop in pixels
 * @param globalScale share of the picture's area that a global crop covers
 * @param localCrops  number of local crops, 0 or more
 * @param localSize   side of a local crop in pixels
 * @param localScale  share of the picture's area that a local crop covers
 * @param aspect      width over height of the cut, drawn log-uniformly
 * @param flip        chance of a horizontal flip
 * @param globalFirst colours of the first global crop
 * @param globalSecond colours of the second global crop
 * @param local       colours of local crops
 */
public record CropRecipe(int globalSize, Range globalScale, int localCrops, int localSize, Range localScale,
                         Range aspect, double flip, Photometric globalFirst, Photometric globalSecond,
                         Photometric local) {
    /** Two globals and the locals. */
    public int crops() {
        return 2 + localCrops;
    }
}
