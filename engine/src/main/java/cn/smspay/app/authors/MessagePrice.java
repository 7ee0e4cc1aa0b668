package cn.smspay.app.authors;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.config.ConfigReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a message costs its sender: as the tariffs of the settings say, or as is said. A mixin of commands. */
public final class MessagePrice {
    private static final int LI_DIGITS = 3;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description = "Settings with the tariffs (default: conf/smspay.yaml).")
    private @Nullable Path conf;

    @Option(
            names = "--fee",
            paramLabel = "YUAN",
            description = "What a message costs its sender, like 0.1 (default: as the tariffs of that day say).")
    private @Nullable String fee;

    /** On a day, in 厘; of several service numbers the dearest. */
    public ToIntFunction<LocalDate> li() {
        if (fee != null) {
            int li = li(fee);
            return day -> li;
        }
        var file = conf == null ? Home.files().resolve("conf/smspay.yaml") : conf;
        var tariffs = ConfigReader.tariffs(file, System.getenv());
        return day -> {
            var noon = day.atTime(LocalTime.NOON).atZone(ServiceDay.ZONE).toInstant();
            return tariffs.services().keySet().stream()
                    .mapToInt(service -> tariffs.li(service, noon))
                    .max()
                    .orElse(0);
        };
    }

    private static int li(String yuan) {
        if (!yuan.matches("[0-9]{1,3}(\\.[0-9]{1," + LI_DIGITS + "})?")) {
            throw new Exit.Refused("--fee is an amount in yuan like 0.10, not \"" + yuan + '"');
        }
        return new BigDecimal(yuan).movePointRight(LI_DIGITS).intValueExact();
    }

    /** 厘 as yuan with two decimals, or three where a tariff has them. */
    public static BigDecimal yuan(long li) {
        var yuan = BigDecimal.valueOf(li, LI_DIGITS).stripTrailingZeros();
        return yuan.setScale(Math.max(2, yuan.scale()));
    }
}
