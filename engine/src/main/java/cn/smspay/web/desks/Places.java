package cn.smspay.web.desks;

import cn.smspay.counter.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the staff can go, by role. */
final class Places {
    private static final Map<String, Role[]> ALL = new LinkedHashMap<>();

    static {
        ALL.put("customer", new Role[] {Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR});
        ALL.put("till", new Role[] {Role.CLERK});
        ALL.put("approvals", new Role[] {Role.CLERK, Role.SUPERVISOR, Role.AGENT, Role.OPERATOR, Role.AUDITOR});
        ALL.put("cases", new Role[] {Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR});
        ALL.put("orders", new Role[] {Role.MERCHANT_USER});
        ALL.put("settlements", new Role[] {Role.MERCHANT_USER});
        ALL.put("keys", new Role[] {Role.MERCHANT_USER});
        ALL.put("people", new Role[] {Role.OPERATOR});
    }

    private Places() {}

    static List<String> of(Staff staff) {
        return ALL.keySet().stream().filter(place -> isFor(staff, place)).toList();
    }

    static boolean isFor(Staff staff, String place) {
        var roles = ALL.get(place);
        return roles != null && staff.has(roles);
    }
}
