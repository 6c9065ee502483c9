package io.refcache.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the benchmarks on this JDK.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Runs them, and ends with 1 if one of them fails.
	 * @param arguments {@code --out DIR}, then {@code --smoke}, {@code --rows A,B} and
	 * {@code --rounds N} if wanted
	 */
	public static void main(String[] arguments) {
		Exit.after(() -> run(arguments));
	}

	private static void run(String[] arguments) throws Exception {
		List<String> remaining = new ArrayList<>(List.of(arguments));
		boolean smoke = remaining.remove("--smoke");
		Path out = Path.of(take(remaining, "--out", "results"));
		List<RowGroup> groups = groups(take(remaining, "--rows", ""));
		int rounds = Integer.parseInt(take(remaining, "--rounds", "0"));
		if (!remaining.isEmpty()) {
			throw new IllegalArgumentException("Unknown: " + remaining);
		}
		if (smoke) {
			System.setProperty("benchmarks.pollution", "1");
			System.setProperty("benchmarks.joiners", "100");
			System.setProperty("benchmarks.warm-up-calls", "100");
			System.setProperty("benchmarks.warm-up-requests", "100");
			System.setProperty("jol.magicFieldOffset", "true");
			// What it measures does not count, so others may measure meanwhile.
			System.setProperty("jmh.ignoreLock", "true");
			Exit.within(Duration.ofMinutes(15));
		}
		Path directory = out.resolve(Integer.toString(Runtime.version().feature()));
		Measuring measuring = new Measuring(directory, smoke, rounds);
		for (RowGroup group : groups) {
			measuring.run(group);
		}
		JsonMapper.builder().build().writeValue(directory.resolve("environment.json"), Environment.current());
	}

	private static String take(List<String> arguments, String name, String otherwise) {
		int index = arguments.indexOf(name);
		if (index < 0) {
			return otherwise;
		}
		arguments.remove(index);
		if (index == arguments.size()) {
			throw new IllegalArgumentException(name + " needs a value");
		}
		return arguments.remove(index);
	}

	private static List<RowGroup> groups(String names) {
		if (names.isEmpty()) {
			return List.of(RowGroup.values());
		}
		List<RowGroup> groups = new ArrayList<>();
		for (String name : names.split(",")) {
			groups.add(Arrays.stream(RowGroup.values())
				.filter((group) -> group.toString().equals(name))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("'%s' is none of %s".formatted(name,
						Arrays.stream(RowGroup.values()).map(RowGroup::toString).collect(Collectors.joining(", "))))));
		}
		return groups;
	}

}
