package org.dinotwins.app.inspect.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.dinotwins.eval.attention.PatchGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
    @Test
    void widePictureLeavesBarsAboveAndBelow() {
        assertThat(Placement.fit(200, 100, 400, 400, 1)).isEqualTo(new Placement(0, 100, 400, 200, 400, 400, 1));
    }

    @Test
    void tallPictureLeavesBarsOnBothSides() {
        assertThat(Placement.fit(50, 100, 401, 200, 1)).isEqualTo(new Placement(150, 0, 100, 200, 401, 200, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.25, 1.5, 2})
    void edgesLieOnDevicePixels(double scale) {
        for (int side = 33; side < 240; side += 7) {
            Placement place = Placement.fit(127, 85, side + 0.3, 91, scale);
            for (double edge : new double[] {place.x(), place.y(), place.width(), place.height()}) {
                assertThat(edge * scale).isCloseTo(Math.rint(edge * scale), offset(1e-9));
            }
            assertThat(place.x() + place.width()).isLessThanOrEqualTo(side + 0.3);
            assertThat(place.y() + place.height()).isLessThanOrEqualTo(91);
            assertThat(place.width() / place.height()).isCloseTo(127.0 / 85, withinPercentage(3));
        }
    }

    @Test
    void hiDpiScreenHasTwiceThePixelsAtTheSamePosition() {
        Placement once = Placement.fit(160, 120, 640, 480, 1);
        Placement twice = Placement.fit(160, 120, 640, 480, 2);
        assertThat(twice.width()).isEqualTo(once.width());
        assertThat(twice.deviceWidth()).isEqualTo(1280);
        assertThat(twice.deviceHeight()).isEqualTo(960);
    }

    @Test
    void tinyViewStillHasOnePixel() {
        Placement place = Placement.fit(5000, 3, 0, 0, 1);
        assertThat(place.deviceWidth()).isEqualTo(1);
        assertThat(place.deviceHeight()).isEqualTo(1);
    }

    @Test
    void pointMapsToItsPatchAndToNoneOutsideThePicture() {
        Placement place = new Placement(10, 20, 60, 40, 100, 100, 1);
        PatchGrid grid = new PatchGrid(2, 3);
        assertThat(place.patchAt(10, 20, grid)).hasValue(0);
        assertThat(place.patchAt(29.9, 39.9, grid)).hasValue(0);
        assertThat(place.patchAt(30, 20, grid)).hasValue(1);
        assertThat(place.patchAt(69.9, 59.9, grid)).hasValue(5);
        assertThat(place.patchAt(69.9, 20, grid)).hasValue(2);
        assertThat(place.patchAt(9.9, 30, grid)).isEmpty();
        assertThat(place.patchAt(70, 30, grid)).isEmpty();
        assertThat(place.patchAt(30, 60, grid)).isEmpty();
        assertThat(place.patchAt(30, 19.9, grid)).isEmpty();
    }
}
