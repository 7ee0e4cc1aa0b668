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

    /**
     * Before a command writes files: there must be folders of one's own. Those that the program carries live in a folder that
     * is deleted when it ends.
     *
     * @throws Exit.Refused if there are none
     */
    public void mustBeOwn() {
        if (dialogs == null || ivrScripts == null) {
            mustBeOwn(Home.find());
        }
    }

    /** The same for a command that writes beside the voice files. */
    public static void mustBeBeside(@Nullable Path ivrScripts) {
        if (ivrScripts == null) {
            mustBeOwn(Home.find());
        }
    }

    static void mustBeOwn(Path home) {
        if (!Home.isHome(home)) {
            throw new Exit.Refused("there are no folders dialogs and ivr-scripts in " + home
                    + " to write into; make them with \"smspay init DIR\" and go there, or name yours with --dialogs and"
                    + " --ivr-scripts");
        }
    }

    /** The folder of the dialogues by short message. */
    public Path dialogs() {
        return dialogs == null ? Home.files().resolve("dialogs") : dialogs;
    }

    /** The folder of the voice menus. */
    public Path ivrScripts() {
        return ivrScripts == null ? Home.files().resolve("ivr-scripts") : ivrScripts;
    }
}
