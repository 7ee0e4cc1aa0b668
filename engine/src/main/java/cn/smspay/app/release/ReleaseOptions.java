package cn.smspay.app.release;

import cn.smspay.cli.Home;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.ScriptGate;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the engine and the files are. */
final class ReleaseOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Data folder of the engine (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("var");

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Settings that the files must fit (default: conf/smspay.yaml).")
    @Nullable
    Path conf;

    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    @Nullable
    Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    @Nullable
    Path ivr;

    /** The settings, with the folders that were named. */
    AuthorSettings settings() {
        var file = conf == null ? Home.files().resolve("conf/smspay.yaml") : conf;
        var read = ConfigReader.authors(file, System.getenv());
        return read.in(dialogs == null ? read.dialogs() : dialogs, ivr == null ? read.ivrScripts() : ivr);
    }

    ReleaseSide side() throws IOException {
        return ReleaseSide.of(data, new ScriptGate(settings()));
    }
}
