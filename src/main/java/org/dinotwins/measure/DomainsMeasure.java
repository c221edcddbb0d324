package org.dinotwins.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.Picture;
import org.dinotwins.eval.FeatureSpec;
import org.dinotwins.eval.KnnEvaluation;
import org.dinotwins.eval.PictureFeatures;
import org.dinotwins.eval.classification.Classification;
import org.dinotwins.eval.classification.LabelledFeatures;
import org.dinotwins.eval.classification.LinearClassifier;
import org.dinotwins.eval.classification.LogisticRegression;
import org.dinotwins.eval.floor.PictureDescriptor;
import org.dinotwins.measure.outcome.DomainsOutcome;
import org.dinotwins.measure.outcome.DomainsOutcome.DomainScore;
import org.dinotwins.measure.outcome.Outcome;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.tensor.ComputationException;

/** Leaves each domain out in turn and measures on it; see {@link Measurement.Domains}. */
final class DomainsMeasure {
    private static final int LEAST_DOMAINS = 2;
    /** The trained network and what it is compared with, in the order of computation. */
    private static final List<Network> NETWORKS = List.of(Network.TRAINED, Network.RANDOM, Network.PIXELS, Network.HOG);

    private final MeasurementContext context;
    private final Measurement.Domains options;
    private final ImageSet set;
    private final List<String> domains;

    DomainsMeasure(MeasurementContext context, Measurement.Domains options) throws WorkbenchException {
        this.context = context;
        this.options = options;
        this.set = context.subject().set();
        this.domains = set.domains();
        if (domains.isEmpty()) {
            throw new WorkbenchException("The image set " + set.root() + " (" + set.format() + ") has no domains. To "
                    + "leave one out, choose PACS (folders photo, art_painting, cartoon, sketch) or Office-Home (Art, "
                    + "Clipart, Product, Real World), each with one folder per class inside.");
        }
        for (String domain : domains) {
            if (of(context.train(), domain).isEmpty()
                    || of(context.validation(), domain).isEmpty()) {
                throw new WorkbenchException("The domain " + domain + " of " + set.root() + " has no labelled "
                        + "pictures. Its images must lie in one folder per class, such as " + domain
                        + "/dog/; unpack the "
                        + "set again.");
            }
        }
        if (domains.size() < LEAST_DOMAINS) {
            throw new WorkbenchException("The image set " + set.root() + " has only one domain, " + domains.get(0)
                    + ". To leave one out, at least two are needed; unpack the whole set.");
        }
    }

    private List<Picture> of(List<Picture> pictures, String domain) {
        return pictures.stream().filter(p -> isOf(p, domain)).toList();
    }

    Outcome run() throws WorkbenchException, ComputationException {
        List<Picture> train = context.train();
        List<Picture> validation = context.validation();
        double fit = MeasurementProgress.FIT_COST * train.size();
        context.progress().expect(NETWORKS.size() * (train.size() + validation.size() + domains.size() * fit));
        List<DomainScore> scores = new ArrayList<>();
        DomainsOutcome outcome = null;
        for (Network network : NETWORKS) {
            String name = network.words();
            context.progress().describe("Pictures of all domains, " + name);
            PictureFeatures training = features(network, train);
            PictureFeatures held = features(network, validation);
            for (String domain : domains) {
                context.progress().describe("Without " + domain + ", " + name);
                scores.add(score(domain, network, training, held));
                context.progress().completed(fit);
                scores.sort((a, b) -> a.domain().equals(b.domain())
                        ? a.network().compareTo(b.network())
                        : a.domain().compareTo(b.domain()));
                outcome = new DomainsOutcome(
                        context.about(
                                training.pictures().size(), held.pictures().size(), notes()),
                        scores);
                context.progress().partial(outcome);
            }
        }
        return outcome;
    }

    private PictureFeatures features(Network network, List<Picture> pictures) throws WorkbenchException {
        return switch (network) {
            case PIXELS -> context.features().of(PictureDescriptor.GREY_PIXELS, pictures);
            case HOG -> context.features().of(PictureDescriptor.HOG, pictures);
            default -> context.features().of(network, pictures, FeatureSpec.CLS, Optional.empty());
        };
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("Frozen features of the last block's CLS token; kNN uses 20 neighbours. In: held-out pictures of the "
                + "remaining domains. Out: all pictures of the domain left out.");
        if (context.ownPictures()) {
            notes.add("The run was trained on pictures of all domains, without labels.");
        }
        return notes;
    }

    private DomainScore score(String domain, Network network, PictureFeatures training, PictureFeatures held)
            throws ComputationException {
        PictureFeatures sources = training.where(p -> !isOf(p, domain));
        PictureFeatures inside = held.where(p -> !isOf(p, domain));
        PictureFeatures outside = training.where(p -> isOf(p, domain)).and(held.where(p -> isOf(p, domain)));
        int classes = context.classes();
        KnnEvaluation knn = new KnnEvaluation(sources, classes);
        LinearClassifier probe = LogisticRegression.fit(
                        LabelledFeatures.ofOne(sources.features(), sources.labels(), classes),
                        options.seed(),
                        context.device(),
                        context.progress()::throwIfCancelled)
                .classifier();
        int common = MeasurementContext.mostFrequent(sources.labels(), classes);
        return new DomainScore(
                domain,
                network,
                outside.pictures().size(),
                inside.pictures().size(),
                MeasurementContext.share(outside.labels(), common),
                knn.classify(inside).top1(),
                knn.classify(outside).top1(),
                Classification.of(probe.scores(inside.features()), inside.labels())
                        .top1(),
                Classification.of(probe.scores(outside.features()), outside.labels())
                        .top1());
    }

    private boolean isOf(Picture picture, String domain) {
        return set.domain(picture).orElse("").equals(domain);
    }
}
