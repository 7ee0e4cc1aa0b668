package cn.smspay.config;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads a few lines as a section of the settings, and keeps what was found wrong. */
final class Sections {
    final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private Faults faults = new Faults();

    Sections(Path folder) {
        this.folder = folder;
    }

    /** The mapping that these lines are; {@code |} stands for a line end. */
    Section of(String lines) {
        faults = new Faults();
        var root = Objects.requireNonNull(YamlFile.read("x.yaml", lines.replace('|', '\n'), faults), lines);
        return Section.root(folder, root, faults, environment);
    }

    <T> T read(String lines, Function<Section, T> reader) {
        return reader.apply(of(lines));
    }

    /** What is wrong, a sentence each. */
    List<String> faults() {
        return faults.all().stream().map(Fault::text).toList();
    }

    /** The one sentence about what is wrong; empty if nothing is. */
    String fault() {
        var all = faults();
        if (all.size() > 1) {
            throw new AssertionError(String.join("\n", all));
        }
        return all.isEmpty() ? "" : all.get(0);
    }
}
