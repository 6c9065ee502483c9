package io.refcache.benchmarks;

import java.util.concurrent.atomic.AtomicLong;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Arguments of a thread that nobody has called with before.
 */
@State(Scope.Thread)
public class Numbers {

	private static final AtomicLong THREADS = new AtomicLong();

	private long next = THREADS.getAndIncrement() << 40;

	long next() {
		return this.next++;
	}

}
