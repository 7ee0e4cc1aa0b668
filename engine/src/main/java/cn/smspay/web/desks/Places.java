package cn.smspay.web.desks;

import cn.smspay.counter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where the staff can go, by role; in the order of the navigation. */
enum Places {
    CUSTOMER(Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR),
    TILL(Role.CLERK),
    APPROVALS(Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR),
    CASES(Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR),
    ORDERS(Role.MERCHANT_USER),
    BILLS(Role.MERCHANT_USER),
    SETTLEMENTS(Role.MERCHANT_USER),
    NOTIFICATIONS(Role.MERCHANT_USER),
    KEYS(Role.MERCHANT_USER),
    WAIVERS(Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR),
    MERCHANTS(Role.OPERATOR, Role.AUDITOR),
    CARDS(Role.OPERATOR, Role.SUPERVISOR, Role.AGENT, Role.AUDITOR),
    PEOPLE(Role.OPERATOR),
    AUDIT(Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR);

    private final Set<Role> roles;

    Places(Role... roles) {
        this.roles = Set.of(roles);
    }

    /** First part of its paths. */
    private String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> of(Staff staff) {
        return Arrays.stream(values())
                .filter(place -> place.isFor(staff))
                .map(Places::path)
                .toList();
    }

    private boolean isFor(Staff staff) {
        return roles.stream().anyMatch(staff.roles()::contains);
    }

    static boolean isFor(Staff staff, String place) {
        return of(staff).contains(place);
    }
}
