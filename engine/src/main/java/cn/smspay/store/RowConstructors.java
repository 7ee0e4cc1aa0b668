package cn.smspay.store;

import cn.smspay.store.Accessors.Maker;

/**
 * One interface for each number of components that a row may have: a lambda of it calls the record's constructor itself, which
 * the compiler sees through. Public because lambdas are made in the packages of the records; nobody else names it.
 */
public final class RowConstructors {
    /** The most components of a row; a row that is wider is better parted into records. */
    static final int WIDEST = 28;

    private RowConstructors() {}

    /** 1 component. */
    public interface Of1 {
        Object of(Object a);
    }

    /** 2 components. */
    public interface Of2 {
        Object of(Object a, Object b);
    }

    /** 3 components. */
    public interface Of3 {
        Object of(Object a, Object b, Object c);
    }

    /** 4 components. */
    public interface Of4 {
        Object of(Object a, Object b, Object c, Object d);
    }

    /** 5 components. */
    public interface Of5 {
        Object of(Object a, Object b, Object c, Object d, Object e);
    }

    /** 6 components. */
    public interface Of6 {
        Object of(Object a, Object b, Object c, Object d, Object e, Object f);
    }

    /** 7 components. */
    public interface Of7 {
        Object of(Object a, Object b, Object c, Object d, Object e, Object f, Object g);
    }

    /** 8 components. */
    public interface Of8 {
        Object of(Object a, Object b, Object c, Object d, Object e, Object f, Object g, Object h);
    }

    /** 9 components. */
    public interface Of9 {
        Object of(Object a, Object b, Object c, Object d, Object e, Object f, Object g, Object h, Object i);
    }

    /** 10 components. */
    public interface Of10 {
        Object of(Object a, Object b, Object c, Object d, Object e, Object f, Object g, Object h, Object i, Object j);
    }

    /** 11 components. */
    public interface Of11 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k);
    }

    /** 12 components. */
    public interface Of12 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l);
    }

    /** 13 components. */
    public interface Of13 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m);
    }

    /** 14 components. */
    public interface Of14 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n);
    }

    /** 15 components. */
    public interface Of15 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o);
    }

    /** 16 components. */
    public interface Of16 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p);
    }

    /** 17 components. */
    public interface Of17 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q);
    }

    /** 18 components. */
    public interface Of18 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r);
    }

    /** 19 components. */
    public interface Of19 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s);
    }

    /** 20 components. */
    public interface Of20 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t);
    }

    /** 21 components. */
    public interface Of21 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u);
    }

    /** 22 components. */
    public interface Of22 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v);
    }

    /** 23 components. */
    public interface Of23 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w);
    }

    /** 24 components. */
    public interface Of24 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w,
                Object x);
    }

    /** 25 components. */
    public interface Of25 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w,
                Object x,
                Object y);
    }

    /** 26 components. */
    public interface Of26 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w,
                Object x,
                Object y,
                Object z);
    }

    /** 27 components. */
    public interface Of27 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w,
                Object x,
                Object y,
                Object z,
                Object aa);
    }

    /** 28 components. */
    public interface Of28 {
        Object of(
                Object a,
                Object b,
                Object c,
                Object d,
                Object e,
                Object f,
                Object g,
                Object h,
                Object i,
                Object j,
                Object k,
                Object l,
                Object m,
                Object n,
                Object o,
                Object p,
                Object q,
                Object r,
                Object s,
                Object t,
                Object u,
                Object v,
                Object w,
                Object x,
                Object y,
                Object z,
                Object aa,
                Object ab);
    }

    /** By the number of components. */
    static Class<?> type(int count) {
        return switch (count) {
            case 1 -> Of1.class;
            case 2 -> Of2.class;
            case 3 -> Of3.class;
            case 4 -> Of4.class;
            case 5 -> Of5.class;
            case 6 -> Of6.class;
            case 7 -> Of7.class;
            case 8 -> Of8.class;
            case 9 -> Of9.class;
            case 10 -> Of10.class;
            case 11 -> Of11.class;
            case 12 -> Of12.class;
            case 13 -> Of13.class;
            case 14 -> Of14.class;
            case 15 -> Of15.class;
            case 16 -> Of16.class;
            case 17 -> Of17.class;
            case 18 -> Of18.class;
            case 19 -> Of19.class;
            case 20 -> Of20.class;
            case 21 -> Of21.class;
            case 22 -> Of22.class;
            case 23 -> Of23.class;
            case 24 -> Of24.class;
            case 25 -> Of25.class;
            case 26 -> Of26.class;
            case 27 -> Of27.class;
            case 28 -> Of28.class;
            default -> throw new IllegalArgumentException(count + " components");
        };
    }

    /** @param lambda of the interface for so many components */
    @SuppressWarnings("NullAway") // What is none goes into a component that may be none, or the constructor refuses it.
    static Maker of(int count, Object lambda) {
        return switch (count) {
            case 1 -> {
                var make = (Of1) lambda;
                yield c -> make.of(c[0]);
            }
            case 2 -> {
                var make = (Of2) lambda;
                yield c -> make.of(c[0], c[1]);
            }
            case 3 -> {
                var make = (Of3) lambda;
                yield c -> make.of(c[0], c[1], c[2]);
            }
            case 4 -> {
                var make = (Of4) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3]);
            }
            case 5 -> {
                var make = (Of5) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4]);
            }
            case 6 -> {
                var make = (Of6) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5]);
            }
            case 7 -> {
                var make = (Of7) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
            }
            case 8 -> {
                var make = (Of8) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
            }
            case 9 -> {
                var make = (Of9) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8]);
            }
            case 10 -> {
                var make = (Of10) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9]);
            }
            case 11 -> {
                var make = (Of11) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]);
            }
            case 12 -> {
                var make = (Of12) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11]);
            }
            case 13 -> {
                var make = (Of13) lambda;
                yield c -> make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12]);
            }
            case 14 -> {
                var make = (Of14) lambda;
                yield c ->
                        make.of(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13]);
            }
            case 15 -> {
                var make = (Of15) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14]);
            }
            case 16 -> {
                var make = (Of16) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15]);
            }
            case 17 -> {
                var make = (Of17) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16]);
            }
            case 18 -> {
                var make = (Of18) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17]);
            }
            case 19 -> {
                var make = (Of19) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18]);
            }
            case 20 -> {
                var make = (Of20) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19]);
            }
            case 21 -> {
                var make = (Of21) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20]);
            }
            case 22 -> {
                var make = (Of22) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21]);
            }
            case 23 -> {
                var make = (Of23) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22]);
            }
            case 24 -> {
                var make = (Of24) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22], c[23]);
            }
            case 25 -> {
                var make = (Of25) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22], c[23], c[24]);
            }
            case 26 -> {
                var make = (Of26) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22], c[23], c[24], c[25]);
            }
            case 27 -> {
                var make = (Of27) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22], c[23], c[24], c[25], c[26]);
            }
            case 28 -> {
                var make = (Of28) lambda;
                yield c -> make.of(
                        c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13], c[14],
                        c[15], c[16], c[17], c[18], c[19], c[20], c[21], c[22], c[23], c[24], c[25], c[26], c[27]);
            }
            default -> throw new IllegalArgumentException(count + " components");
        };
    }
}
