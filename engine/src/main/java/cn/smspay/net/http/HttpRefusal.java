package cn.smspay.net.http;

/** Ends the handling of a request with a problem: for what is wrong with the request itself, found anywhere in its reading. */
public final class HttpRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public HttpRefusal(Problem problem) {
        super(problem.reason(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
