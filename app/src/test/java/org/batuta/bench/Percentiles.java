package org.batuta.bench;

import java.util.stream.DoubleStream;

/** A sorted sample. */
public final class Percentiles {

    private final double[] sorted;

    private Percentiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** The sample in order. */
    public static Percentiles of(DoubleStream sample) {
        return new Percentiles(sample.sorted().toArray());
    }

    /** The smallest value that is not below this many per cent of the sample. */
    public double at(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
