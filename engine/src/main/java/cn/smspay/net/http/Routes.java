package cn.smspay.net.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a door serves: methods and paths with their handlers. {@code get("/orders/{no}", handler)}: a segment in braces is a
 * parameter, and a path without one goes before. Fill it before the door opens; after that it must not change.
 */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();
    private Function<Problem, WebResponse> problems = WebResponse::problem;

    /** @param head whether HEAD is served by it too */
    private record Route(String method, List<String> path, Handler handler, boolean head) {
        boolean serves(String asked) {
            return method.equals(asked) || (head && asked.equals("HEAD"));
        }

        boolean fits(List<String> segments) {
            if (segments.size() != path.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                if (!isParameter(path.get(i)) && !path.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Smaller for the more exact path. */
        String rank() {
            var rank = new StringBuilder();
            path.forEach(segment -> rank.append(isParameter(segment) ? 'p' : 'a'));
            return rank.toString();
        }

        Map<String, String> parameters(List<String> segments) {
            var parameters = new HashMap<String, String>();
            for (int i = 0; i < path.size(); i++) {
                if (isParameter(path.get(i))) {
                    parameters.put(path.get(i).substring(1, path.get(i).length() - 1), segments.get(i));
                }
            }
            return parameters;
        }

        private static boolean isParameter(String segment) {
            return segment.startsWith("{");
        }

        @Override
        public String toString() {
            return method + " /" + String.join("/", path);
        }
    }

    /** A handler, or the methods that there would be. */
    record RouteMatch(List<Handler> handler, Map<String, String> parameters, Set<String> methods) {}

    /** Serves HEAD as well; {@code on("GET", …)} does not. */
    public Routes get(String path, Handler handler) {
        return add(new Route("GET", segments(path), handler, true));
    }

    public Routes post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    public Routes put(String path, Handler handler) {
        return on("PUT", path, handler);
    }

    public Routes delete(String path, Handler handler) {
        return on("DELETE", path, handler);
    }

    public Routes on(String method, String path, Handler handler) {
        return add(new Route(method, segments(path), handler, false));
    }

    private Routes add(Route route) {
        if (routes.stream().anyMatch(other -> other.toString().equals(route.toString()))) {
            throw new IllegalArgumentException("there are two of " + route);
        }
        routes.add(route);
        return this;
    }

    /** How problems are shown that the door itself finds (404, 405, 429 …); as problem documents if this is not called. */
    public Routes problems(Function<Problem, WebResponse> page) {
        this.problems = page;
        return this;
    }

    /** Every route as METHOD and path, in order. */
    public Set<String> list() {
        var all = new TreeSet<String>();
        routes.forEach(route -> all.add(route.toString()));
        return all;
    }

    WebResponse problem(Problem problem) {
        return problems.apply(problem);
    }

    /** @param segments decoded */
    RouteMatch find(String method, List<String> segments) {
        Route best = null;
        var methods = new TreeSet<String>();
        for (var route : routes) {
            if (route.fits(segments)) {
                methods.add(route.method);
                if (route.head) {
                    methods.add("HEAD");
                }
                if (route.serves(method) && (best == null || route.rank().compareTo(best.rank()) < 0)) {
                    best = route;
                }
            }
        }
        return best == null
                ? new RouteMatch(List.of(), Map.of(), methods)
                : new RouteMatch(List.of(best.handler), best.parameters(segments), methods);
    }

    static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
