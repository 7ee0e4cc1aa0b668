package cn.smspay.engine;

import cn.smspay.cli.Exit;
import cn.smspay.config.Config;
import cn.smspay.config.DoorsConfig;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.web.desks.StaffDoor;
import cn.smspay.web.site.CounterSite;
import cn.smspay.web.site.SiteDoor;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What browsers meet: the customers' site and the desks of the staff, each where the settings open it. */
final class PageSide implements AutoCloseable {
    private final @Nullable SiteDoor site;
    private final @Nullable StaffDoor staff;

    private PageSide(@Nullable SiteDoor site, @Nullable StaffDoor staff) {
        this.site = site;
        this.staff = staff;
    }

    static PageSide open(Config config, Desks desks, Clock clock, SecureRandom secrets) {
        var site = config.doors().site().map(door -> site(config, door, desks, clock, secrets));
        try {
            return new PageSide(
                    site.orElse(null),
                    config.doors()
                            .staff()
                            .map(door -> staff(config, door, desks, clock, secrets))
                            .orElse(null));
        } catch (RuntimeException e) {
            site.ifPresent(SiteDoor::close);
            throw e;
        }
    }

    private static SiteDoor site(Config config, HttpSettings door, Desks desks, Clock clock, SecureRandom secrets) {
        try {
            return new SiteDoor(
                    door,
                    new CounterSite(desks),
                    CounterSite.sessions(desks),
                    clock,
                    secrets,
                    config.outside().isSimulated(),
                    config.desk().site(),
                    config.rules().agreement());
        } catch (IOException e) {
            throw cannotListen("doors.site", door, e);
        }
    }

    private static StaffDoor staff(Config config, HttpSettings door, Desks desks, Clock clock, SecureRandom secrets) {
        try {
            return new StaffDoor(door, desks, clock, secrets, config.outside().isSimulated());
        } catch (IOException e) {
            throw cannotListen("doors.staff", door, e);
        }
    }

    private static Exit.Refused cannotListen(String key, HttpSettings door, IOException e) {
        return new Exit.Refused(
                Exit.STOPPED, key + " cannot listen on " + door.host() + ":" + door.port() + ": " + e.getMessage());
    }

    /** Where the site says that it is, like {@code https://pay.example.com:8443}. */
    static Optional<String> address(DoorsConfig doors) {
        return doors.site().map(site -> {
            var scheme = site.secure() ? "https://" : "http://";
            var name = site.hosts().isEmpty() ? site.host() : site.hosts().get(0);
            return scheme + name + (site.behindProxy().isEmpty() ? ":" + site.port() : "");
        });
    }

    int sitePort() {
        return site == null ? -1 : site.port();
    }

    int staffPort() {
        return staff == null ? -1 : staff.port();
    }

    @Override
    public void close() {
        if (site != null) {
            site.close();
        }
        if (staff != null) {
            staff.close();
        }
    }
}
