package io.refcache.benchmarks;

import java.util.stream.IntStream;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Arguments that a thread calls with, one after the other.
 */
@State(Scope.Thread)
public class Ids {

	private static final String[] IDS = IntStream.range(0, 64).mapToObj((i) -> "customer-" + i).toArray(String[]::new);

	private int next;

	String next() {
		return IDS[this.next++ & (IDS.length - 1)];
	}

	static String[] all() {
		return IDS.clone();
	}

}
