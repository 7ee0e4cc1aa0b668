package cn.smspay.cli;

import java.io.IOException;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "smspay " + version() + ", commit " + commit(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                    + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    public static String version() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The commit that the jar was built from, as its manifest says; "unknown" without one. */
    public static String commit() {
        try {
            var manifests = Version.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
            while (manifests.hasMoreElements()) {
                try (var stream = manifests.nextElement().openStream()) {
                    var main = new Manifest(stream).getMainAttributes();
                    if ("cn.smspay.app.Main".equals(main.getValue("Main-Class")) && main.getValue("Commit") != null) {
                        return main.getValue("Commit");
                    }
                }
            }
        } catch (IOException e) {
            return "unknown (" + FileFault.words(e) + ")";
        }
        return "unknown";
    }
}
