package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Fault;
import cn.smspay.talk.script.Scripts;
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
