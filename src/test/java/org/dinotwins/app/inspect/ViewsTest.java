package org.dinotwins.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Optional;
import org.dinotwins.app.inspect.networks.Head;
import org.dinotwins.app.inspect.networks.MaskedAttention;
import org.dinotwins.app.inspect.networks.Query;
import org.dinotwins.app.inspect.networks.ViewKind;
import org.dinotwins.app.inspect.state.InspectViewModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The views other than attention, on one picture and on two. */
class ViewsTest {
    @RegisterExtension
    private final InspectFixture fixture = new InspectFixture();

    private final InspectViewModel model = fixture.model;

    private MaskedAttention show(ViewKind view) throws InterruptedException {
        model.sharedView().viewProperty().set(view);
        fixture.settle();
        return model.panes().maskedAttentionProperty().getValue();
    }

    @Test
    void allViewsOfAPictureUseOnePass() throws InterruptedException {
        for (ViewKind view : ViewKind.values()) {
            assertThat(show(view).output().request().view()).isEqualTo(view);
        }
        assertThat(fixture.sources.passes).hasSize(1);
    }

    @Test
    void rolloutHasMeanAndMaximumButNoBlock() throws InterruptedException {
        MaskedAttention masked = show(ViewKind.ROLLOUT);
        assertThat(masked.heads())
                .extracting(MaskedAttention.HeadMask::head)
                .containsExactly(new Head.Mean(), new Head.Max());
        assertThat(masked.of(new Head.Mean()).union()).isBetween(0.0, 1.0);
        int requested = fixture.sources.requests.size();
        model.sharedView().moveBlock(-1, 4);
        fixture.settle();
        assertThat(fixture.sources.requests).as("the block has no effect here").hasSize(requested);
    }

    @Test
    void coloursAreNotMeasured() throws InterruptedException {
        MaskedAttention masked = show(ViewKind.PCA);
        MaskedAttention.HeadMask only = masked.of(new Head.One(2));
        assertThat(only.map()).isFalse();
        assertThat(only.colours()).hasSize(64).containsOnly(0xFF123456);
        assertThat(only.union()).isNaN();
        assertThat(only.objects()).containsExactly(Double.NaN);
        assertThat(masked.best(0)).isEmpty();
    }

    @Test
    void similarityStartsWithTheCentrePatch() throws InterruptedException {
        MaskedAttention masked = show(ViewKind.SIMILARITY);
        assertThat(masked.output().request().query()).isEqualTo(8 * 4 + 4);
        model.sharedView().queryProperty().set(new Query.At(0, 0));
        fixture.settle();
        masked = model.panes().maskedAttentionProperty().getValue();
        assertThat(masked.output().request().query()).isZero();
        MaskedAttention.HeadMask only = masked.of(new Head.Mean());
        assertThat(only.kept()[0]).isTrue();
        assertThat(only.kept()).as("dissimilar patches hold no mass").containsOnlyOnce(true);
    }

    @Test
    void secondPictureIsShownOnlyInViewsOfTwo() throws InterruptedException {
        model.pictureSource().pinSecond(model.pictures().pictures().get(3));
        fixture.settle();
        assertThat(model.panes().maskedAttentionProperty().getValue().second()).isEmpty();
        MaskedAttention masked = show(ViewKind.SIMILARITY);
        assertThat(masked.second()).isPresent();
        assertThat(masked.second().get().values()).hasSize(64);
        assertThat(fixture.sources.passes).as("one forward pass per picture").hasSize(2);
        assertThat(show(ViewKind.PCA).second().get().map()).isFalse();
        model.pictureSource().pinSecond(null);
        fixture.settle();
        assertThat(model.panes().maskedAttentionProperty().getValue().second()).isEmpty();
        assertThat(model.panes()
                        .maskedAttentionProperty()
                        .getValue()
                        .output()
                        .request()
                        .second())
                .isEqualTo(Optional.empty());
    }

    @Test
    void eachObjectHasItsJaccardIndexAndBestHead() throws InterruptedException {
        model.overlay().thresholdProperty().set(1);
        fixture.settle();
        MaskedAttention masked = model.panes().maskedAttentionProperty().getValue();
        assertThat(masked.of(new Head.One(0)).objects()).hasSize(1);
        assertThat(masked.of(new Head.One(0)).objects()[0]).isEqualTo(0.5, offset(1e-9));
        assertThat(masked.best(0).orElseThrow().head()).isEqualTo(new Head.One(1));
    }
}
