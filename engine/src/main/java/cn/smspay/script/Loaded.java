package cn.smspay.script;

import cn.smspay.yaml.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading the files.
 *
 * @param scripts null if there is a fault that is not merely a warning
 */
public record Loaded(@Nullable Scripts scripts, List<Fault> faults) {
    /** The scripts, for a caller who has dealt with the faults. */
    public Scripts orThrow() {
        if (scripts == null) {
            throw new IllegalStateException("faulty dialogue files: " + faults);
        }
        return scripts;
    }
}
