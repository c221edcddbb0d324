package org.dinotwins.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.dinotwins.tensor.TorchScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Smoothing interpolation of positions, compared with PyTorch's. */
class PositionGridTest {
    private interface Resize extends TorchScript {
        NDArray smooth(NDManager scope, NDArray x, int rows, int columns);
    }

    @ParameterizedTest
    @CsvSource({"37,16,21", "37,37,5", "14,40,14", "14,31,9", "3,1,2"})
    void smoothsAsPyTorchDoes(int side, int rows, int columns) {
        try (NDManager manager = NDManager.newBaseManager();
                Resize resize = TorchScript.load(manager, Resize.class, "resize.py")) {
            NDArray grid = manager.randomNormal(new Shape(side, side));
            float[] expected = resize.smooth(manager, grid.reshape(1, 1, side, side), rows, columns)
                    .toFloatArray();
            NDArray down = manager.create(PositionGrid.smoothAxis(side, rows), new Shape(rows, side));
            NDArray across = manager.create(PositionGrid.smoothAxis(side, columns), new Shape(columns, side));

            float[] actual = down.matMul(grid).matMul(across.transpose()).toFloatArray();

            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(2e-5f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9,16,12,12", "9,16,9,16", "9,16,16,9", "16,8,3,5"})
    void interpolatesAGridThatIsNoSquareAsPyTorchDoes(int height, int width, int rows, int columns) {
        int dim = 4;
        ViTConfig size = new ViTConfig(16 * Math.max(height, width), 16, dim, 1, 1, 4, 0);
        try (NDManager manager = NDManager.newBaseManager();
                Resize resize = TorchScript.load(manager, Resize.class, "resize.py");
                PositionInterpolation interpolation =
                        new PositionInterpolation(new Architecture(size, 4, true, height, width), manager)) {
            NDArray trained = manager.randomNormal(new Shape(1, 1 + height * width, dim));
            NDArray grid = trained.get(":, 1:").reshape(1, height, width, dim).transpose(0, 3, 1, 2);
            float[] expected = resize.smooth(manager, grid, rows, columns)
                    .transpose(0, 2, 3, 1)
                    .toFloatArray();

            NDArray actual = interpolation.to(manager, trained, rows, columns);

            assertThat(actual.getShape()).isEqualTo(new Shape(1, 1 + rows * columns, dim));
            assertThat(actual.get(":, 0").toFloatArray())
                    .containsExactly(trained.get(":, 0").toFloatArray());
            assertThat(actual.get(":, 1:").toFloatArray()).containsExactly(expected, within(2e-5f));
        }
    }
}
