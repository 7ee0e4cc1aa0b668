package cn.smspay.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an author's command finds the files: a mixin of each of them. */
public final class ScriptFolders {
    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    private @Nullable Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivrScripts;

    /** The folder of the dialogues by short message. */
    public Path dialogs() {
        return dialogs == null ? Home.files().resolve("dialogs") : dialogs;
    }

    /** The folder of the voice menus. */
    public Path ivrScripts() {
        return ivrScripts == null ? Home.files().resolve("ivr-scripts") : ivrScripts;
    }
}
