package cn.smspay.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folder that holds {@code dialogs} and {@code ivr-scripts}: where the program is started, or above its jar. */
public final class Home {
    private Home() {}

    /**
     * The same where files of it are read: without such a folder those that the program carries, in a folder that lives as
     * long as the program.
     */
    public static Path files() {
        var home = find();
        return isHome(home) ? home : Carried.unpacked();
    }

    public static Path find() {
        var here = Path.of("").toAbsolutePath();
        if (isHome(here)) {
            return here;
        }
        try {
            var jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path above = jar.getParent(); above != null; above = above.getParent()) {
                if (isHome(above)) {
                    return above;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return here;
    }

    static boolean isHome(Path folder) {
        return Files.isDirectory(folder.resolve("dialogs")) && Files.isDirectory(folder.resolve("ivr-scripts"));
    }
}
