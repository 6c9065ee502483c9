package io.refcache.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

import org.openjdk.jol.info.GraphLayout;

/**
 * How much a graph of objects grows with each call.
 */
final class GraphGrowth {

	/** Whether to tell which classes it is made of. */
	private static final boolean CLASSES = Boolean.getBoolean("benchmarks.classes");

	private GraphGrowth() {
	}

	/**
	 * Bytes of each call, without its argument.
	 * @param root where the graph begins
	 * @param count how many calls
	 * @param call the call; its argument is a new number
	 */
	static double perCall(Object root, int count, LongConsumer call) {
		GraphLayout before = GraphLayout.parseInstance(root);
		for (int i = 0; i < count; i++) {
			call.accept(i);
		}
		GraphLayout after = GraphLayout.parseInstance(root);
		if (CLASSES) {
			print(before, after, count);
		}
		// The argument is not the memory of the cache; what leads to it is.
		long argument = GraphLayout.parseInstance(Long.MAX_VALUE).totalSize();
		return (double) (after.totalSize() - before.totalSize()) / count - argument;
	}

	private static void print(GraphLayout before, GraphLayout after, int count) {
		Map<Long, String> lines = new TreeMap<>();
		for (Class<?> type : after.getClasses()) {
			long size = after.getClassSizes().count(type) - before.getClassSizes().count(type);
			long instances = after.getClassCounts().count(type) - before.getClassCounts().count(type);
			if (size > count) {
				lines.merge(-size, "%8.1f B  %5.2f x  %s".formatted((double) size / count, (double) instances / count,
						type.getName()), (one, other) -> one + "\n" + other);
			}
		}
		lines.values().forEach(System.out::println);
	}

}
