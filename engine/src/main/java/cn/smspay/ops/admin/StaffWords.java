package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.counter.Role;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.StaffDesk;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Words about people who work here. */
record StaffWords(Desks desks) {
    private static final String NAME = "name";
    private static final String ROLES = "roles";

    void register(ControlSocket socket) {
        socket.register("staff.add", this::add);
        socket.register("staff.link", ask -> told(staff().link(caller(ask), key(ask.only(NAME, KEY)), name(ask))));
        socket.register(
                "staff.roles",
                ask -> told(staff().roles(caller(ask), key(ask.only(NAME, ROLES, KEY)), name(ask), roles(ask))));
        socket.register("staff.unlock", ask -> told(staff().unlock(caller(ask), key(ask.only(NAME, KEY)), name(ask))));
        socket.register(
                "staff.leave",
                ask -> told(staff().leave(caller(ask), key(ask.only(NAME, WHY, KEY)), name(ask), why(ask))));
        socket.register("staff.list", ask -> told(staff().list(caller(ask.only()))));
    }

    private StaffDesk staff() {
        return desks.staff();
    }

    private Object add(Ask ask) throws InterruptedException {
        ask.only(NAME, ROLES, "merchant", KEY);
        return told(staff().add(
                        caller(ask),
                        key(ask),
                        name(ask),
                        roles(ask),
                        ask.text("merchant").orElse(null)));
    }

    private static String name(Ask ask) {
        return ask.required(NAME);
    }

    private static Set<Role> roles(Ask ask) {
        var roles = new TreeSet<Role>();
        for (String word : ask.texts(ROLES)) {
            roles.add(Role.read(word)
                    .filter(Role::isOfStaff)
                    .orElseThrow(() -> new IllegalArgumentException("role is " + word + "; right would be one of "
                            + Arrays.stream(Role.values())
                                    .filter(Role::isOfStaff)
                                    .map(Role::word)
                                    .collect(Collectors.joining(", ")))));
        }
        return roles;
    }
}
