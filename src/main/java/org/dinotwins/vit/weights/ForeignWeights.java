package org.dinotwins.vit.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dinotwins.message.Quote;
import org.dinotwins.tensor.HostTensor;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.RotaryPositions;
import org.dinotwins.vit.WeightShapes;
import org.dinotwins.vit.WeightsException;

/**
 * Weights of a Vision Transformer from another program, converted to this program's names. The naming identifies the
 * program, the shapes give the model's sizes. Supported are the public DINO and DINOv2 code, timm and Hugging Face, with or
 * without a prefix such as {@code module.backbone.}, and this program's own checkpoints.
 *
 * @param naming       the naming; the public DINO code and timm use the same names where the model has neither
 *                     registers nor layer scale, and count as the former then
 * @param origin       the program that the names are from, for the user
 * @param scale        how the input is normalised
 * @param architecture sizes
 * @param tensors      by the names of {@link WeightShapes#of(Architecture)}
 * @param unused       names in the file that the model does not need, in order
 */
public record ForeignWeights(
        Naming naming,
        String origin,
        InputScale scale,
        Architecture architecture,
        Map<String, HostTensor> tensors,
        List<String> unused) {
    static final String PATCHES = "patch_embed.proj.weight";
    private static final String HF_PATCHES = "embeddings.patch_embeddings.projection.weight";
    /** The public DINOv2 code can group blocks: {@code blocks.GROUP.BLOCK.}, counted through. */
    private static final Pattern GROUPED = Pattern.compile("blocks\\.\\d+\\.(\\d+)\\.(.+)");

    static final Pattern BLOCK = Pattern.compile("blocks\\.(\\d+)\\.(.+)");
    /** Prefixes of networks that are averages of others in training, which are preferred. */
    private static final Pattern AVERAGED = Pattern.compile("teacher|momentum|ema");

    /** Numbers of the places, which Hugging Face's CLIP stores. */
    private static final String INDICES = "position_ids";

    /** Outside the blocks; all other tensors there belong to a head or to training. */
    private static final Set<String> OUTSIDE_BLOCKS = Set.of(
            Naming.CLS,
            Naming.POSITIONS,
            Naming.REGISTERS,
            Naming.TIMM_REGISTERS,
            "norm.weight",
            "norm.bias",
            "cls_norm.weight",
            "cls_norm.bias");

    /** Characters of a list of names in a message with three of them. */
    private static final int THIRD_LENGTH = 130;

    /**
     * Which of a file's names belong to the backbone, so that no others need be read.
     *
     * @return the prefix before the names of the model, which may be empty; a teacher is preferred
     * @throws WeightsException if no Vision Transformer is among them
     */
    public static String prefix(Collection<String> names) throws WeightsException {
        Set<String> all = new HashSet<>(names);
        return names.stream()
                .flatMap(name -> prefix(name, all).stream())
                .min(Comparator.comparing(
                                (String prefix) -> !AVERAGED.matcher(prefix).find())
                        .thenComparing(prefix -> prefix.contains("student"))
                        .thenComparing(String::length)
                        .thenComparing(prefix -> prefix))
                .orElseThrow(
                        () -> new WeightsException("The file holds no Vision Transformer that is known here: among "
                                + "its " + names.size() + " names is neither " + PATCHES
                                + " (public DINO code, timm) nor "
                                + HF_PATCHES + " (Hugging Face), nor those of DINOv3 or CLIP. Its names: "
                                + NameList.brief(names) + "."));
    }

    private static Optional<String> prefix(String name, Set<String> all) {
        for (String patches : List.of(PATCHES, HF_PATCHES)) {
            if (name.endsWith(patches)) {
                return Optional.of(name.substring(0, name.length() - patches.length()));
            }
        }
        return FamilyNames.prefix(name, all);
    }

    /**
     * Whether the backbone computes with this weight, known here or not; false for heads, poolers and other networks.
     *
     * @param prefix as {@link #prefix} found it
     */
    static boolean belongs(String name, String prefix) {
        if (!name.startsWith(prefix) || name.endsWith(INDICES)) {
            return false;
        }
        String bare = name.substring(prefix.length());
        String own = HfNames.back(bare)
                .or(() -> Arrays.stream(FamilyNames.values())
                        .flatMap(family -> family.back(plain(bare)).stream())
                        .findFirst())
                .orElse(plain(bare));
        return OUTSIDE_BLOCKS.contains(own) || BLOCK.matcher(own).matches() || computes(own);
    }

    /** Like {@link #of(Map, Collection, ModelDescription)}, where the map holds all of the file. */
    public static ForeignWeights of(Map<String, HostTensor> file, OptionalInt heads) throws WeightsException {
        return of(file, file.keySet(), ModelDescription.of(heads));
    }

    /**
     * Brings weights into this program's names and checks them.
     *
     * @param file  all tensors that {@link #belongs belong} to the backbone; others are not used
     * @param names of all tensors in the file
     * @param about what is known beside the shapes; a head is taken to be 64 wide, as in all public models of the family,
     *              where nothing is
     * @throws WeightsException if something is missing, has the wrong shape, or belongs to a model that computes otherwise
     */
    static ForeignWeights of(Map<String, HostTensor> file, Collection<String> names, ModelDescription about)
            throws WeightsException {
        String prefix = prefix(file.keySet());
        boolean huggingFace = file.containsKey(prefix + HF_PATCHES);
        FamilyNames family = FamilyNames.of(file.keySet(), prefix);
        Map<String, String> inFile = new LinkedHashMap<>();
        Map<String, HostTensor> found = ownNames(
                file,
                prefix,
                name -> huggingFace
                        ? HfNames.back(name).orElse(name)
                        : family.back(plain(name)).orElse(plain(name)),
                inFile);
        refuseNoWeights(found, inFile, prefix);
        boolean timm = found.containsKey(Naming.TIMM_REGISTERS)
                || !huggingFace && found.containsKey("blocks.0.ls1.gamma") && !names.contains(prefix + Naming.MASK);
        if (found.containsKey(Naming.TIMM_REGISTERS)) {
            found.put(Naming.REGISTERS, found.remove(Naming.TIMM_REGISTERS));
            inFile.put(Naming.REGISTERS, inFile.get(Naming.TIMM_REGISTERS));
        }
        boolean rotary = !found.containsKey(Naming.POSITIONS) && !family.isClip();
        WeightParts.join(found, rotary);
        if (family.isClip()) {
            ForeignSizes.completeClip(found);
        }
        Architecture model = ForeignSizes.of(found, about, family.isClip());
        if (rotary) {
            found.computeIfAbsent(
                    WeightShapes.PERIODS,
                    name -> RotaryPositions.periods(
                            model.size().dim() / model.size().heads() / 4));
        }
        Map<String, HostTensor> tensors = checked(model, found, huggingFace);
        Set<String> used = new HashSet<>(inFile.values());
        found.keySet().stream()
                .filter(name -> !tensors.containsKey(name))
                .map(inFile::get)
                .forEach(used::remove);
        List<String> unused =
                names.stream().filter(name -> !used.contains(name)).toList();
        Naming naming = huggingFace ? Naming.HF : timm ? Naming.TIMM : Naming.DINO;
        String origin = family == FamilyNames.PUBLIC && model.variant().equals(Architecture.Variant.DINO)
                ? naming.title()
                : family.title();
        return new ForeignWeights(
                naming,
                origin,
                about.scale().orElse(family.isClip() ? InputScale.CLIP : InputScale.IMAGENET),
                model,
                tensors,
                unused);
    }

    /**
     * The tensors of the backbone by this program's names.
     *
     * @param back   from a name without the prefix
     * @param inFile receives the name in the file for each of this program's
     */
    private static Map<String, HostTensor> ownNames(
            Map<String, HostTensor> file, String prefix, UnaryOperator<String> back, Map<String, String> inFile)
            throws WeightsException {
        Map<String, HostTensor> found = new LinkedHashMap<>();
        for (Map.Entry<String, HostTensor> item : file.entrySet()) {
            if (!item.getKey().startsWith(prefix) || item.getKey().endsWith(INDICES)) {
                continue;
            }
            String own = back.apply(item.getKey().substring(prefix.length()));
            if (found.put(own, item.getValue()) != null) {
                throw new WeightsException("Two tensors are the same weight: " + Quote.bare(inFile.get(own)) + " and "
                        + Quote.bare(item.getKey()) + ".");
            }
            inFile.put(own, item.getKey());
        }
        return found;
    }

    private static String plain(String name) {
        Matcher grouped = GROUPED.matcher(name);
        return grouped.matches() ? "blocks." + grouped.group(1) + "." + grouped.group(2) : name;
    }

    /** Integers and truth values are quantised weights or indices, which say nothing without their scale. */
    private static void refuseNoWeights(Map<String, HostTensor> found, Map<String, String> inFile, String prefix)
            throws WeightsException {
        List<String> wrong = found.entrySet().stream()
                .filter(item -> !item.getValue().type().holdsWeights() && belongs(inFile.get(item.getKey()), prefix))
                .map(item -> inFile.get(item.getKey()) + " (" + item.getValue().type() + ")")
                .toList();
        if (!wrong.isEmpty()) {
            throw new WeightsException("These tensors are not floating-point numbers, so they cannot be weights: "
                    + NameList.brief(wrong) + ". Save them as F32.");
        }
    }

    private static Map<String, HostTensor> checked(
            Architecture model, Map<String, HostTensor> found, boolean huggingFace) throws WeightsException {
        ownPositions(model, found);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        WeightShapes.of(model).forEach((name, shape) -> {
            HostTensor tensor = found.get(name);
            if (tensor == null) {
                missing.addAll(
                        huggingFace ? new HfNames(Naming.second(model)).lacking(name, found.keySet()) : List.of(name));
            } else if (name.equals(Naming.CLS) || name.equals(Naming.REGISTERS)) {
                tensors.put(name, reshaped(name, tensor, shape, wrong));
            } else if (Arrays.equals(tensor.shape(), shape)) {
                tensors.put(name, tensor);
            } else {
                wrong.add(misshapen(name, tensor, shape));
            }
        });
        List<String> alien = found.keySet().stream()
                .filter(name -> !tensors.containsKey(name) && !name.equals(Naming.MASK) && computes(name))
                .filter(name -> wrong.stream().noneMatch(w -> w.startsWith(name + " ")))
                .toList();
        if (!missing.isEmpty() || !wrong.isEmpty() || !alien.isEmpty()) {
            throw new WeightsException("The weights do not make a Vision Transformer of this family."
                    + part("Missing", missing) + part("Of another shape", wrong)
                    + part("Unknown, but part of the backbone", alien));
        }
        return tensors;
    }

    /** True for weights inside the backbone; a head or pooler after it can be ignored. */
    private static boolean computes(String name) {
        return BLOCK.matcher(name).matches() && !HfNames.isPart(name)
                || name.startsWith("encoder.")
                || name.startsWith("embeddings.")
                || name.startsWith("patch_embed.")
                || name.startsWith("norm_pre")
                || name.startsWith("rope");
    }

    private static HostTensor reshaped(String name, HostTensor tensor, long[] shape, List<String> wrong) {
        // Some programs leave out axes of length 1.
        if (tensor.elements() != Arrays.stream(shape).reduce(1, (a, b) -> a * b)) {
            wrong.add(misshapen(name, tensor, shape));
        }
        return new HostTensor(tensor.type(), wrong.isEmpty() ? shape : tensor.shape(), tensor.data());
    }

    private static String misshapen(String name, HostTensor tensor, long[] shape) {
        return name + " " + ForeignSizes.shown(tensor.shape()) + " instead of " + Arrays.toString(shape);
    }

    /**
     * Positions of CLS and patches: timm leaves out the former where it has added it to the token already, and in some
     * models gives registers positions of their own, which are added to the registers here.
     */
    private static void ownPositions(Architecture model, Map<String, HostTensor> found) {
        HostTensor tensor = found.get(Naming.POSITIONS);
        if (model.variant().rotary()) {
            return;
        }
        int dim = model.size().dim();
        int patches = model.patches();
        int places = Math.toIntExact(tensor.shape()[1]);
        HostTensor registers = found.get(Naming.REGISTERS);
        boolean ofOtherWidth = registers != null && registers.elements() != (long) model.registers() * dim;
        if (tensor.shape()[0] != 1 || tensor.shape()[2] != dim || ofOtherWidth || places == 1 + patches) {
            // The check of the shapes reports the fault.
            return;
        }
        float[] given = tensor.floats();
        float[] own = new float[(1 + patches) * dim];
        int prefix = places - patches;
        System.arraycopy(given, prefix * dim, own, dim, patches * dim);
        if (prefix > 0) {
            System.arraycopy(given, 0, own, 0, dim);
            float[] moved = found.get(Naming.REGISTERS).floats();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += given[dim + i];
            }
            found.put(Naming.REGISTERS, HostTensor.of(moved, 1, model.registers(), dim));
        }
        found.put(Naming.POSITIONS, HostTensor.of(own, 1, 1 + patches, dim));
    }

    private static String part(String what, List<String> names) {
        return names.isEmpty() ? "" : " " + what + ": " + NameList.of(names, THIRD_LENGTH) + ".";
    }
}
