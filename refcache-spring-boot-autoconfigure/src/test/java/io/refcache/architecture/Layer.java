package io.refcache.architecture;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.PackageMatchers;

/**
 * The layers of the code base, lowest first. A package uses lower layers only; SPIs may
 * also stand beside each other. A package that is not listed here has no place.
 */
enum Layer {

	/**
	 * What users write and read.
	 */
	API(Libraries.PLAIN),

	/**
	 * What implementors write.
	 */
	SPI(Libraries.SPRING_CORE),

	/**
	 * The path of a call.
	 */
	ENGINE(Libraries.SPRING_CORE),

	/**
	 * What builds the engine.
	 */
	AUTOCONFIGURE(Libraries.ANY),

	/**
	 * One neighbour of the engine each, known to nobody.
	 */
	LEAF(Libraries.ANY);

	/**
	 * The place of every package, by its name below the base package.
	 */
	static final Map<String, Layer> PLACES = places();

	private final DescribedPredicate<String> libraries;

	Layer(DescribedPredicate<String> libraries) {
		this.libraries = libraries;
	}

	boolean mayUse(Layer other) {
		return other.ordinal() < ordinal() || (this == SPI && other == SPI);
	}

	boolean mayUseLibrary(String packageName) {
		return this.libraries.test(packageName);
	}

	private static Map<String, Layer> places() {
		Map<String, Layer> places = Stream
			.of("aop", "memory", "context", "tx", "jackson", "redis", "jdbc", "actuate", "metrics", "web", "dashboard",
					"mcp", "security", "test", "tokens", "observation", "aot")
			.collect(Collectors.toMap((name) -> name, (name) -> LEAF));
		Stream.of("access", "preview", "store", "task").forEach((name) -> places.put(name, SPI));
		places.put("", API);
		places.put("engine", ENGINE);
		places.put("autoconfigure", AUTOCONFIGURE);
		return Map.copyOf(places);
	}

	/**
	 * Packages of others, by what a layer may ask of its users' class path.
	 */
	private static final class Libraries {

		static final DescribedPredicate<String> PLAIN = PackageMatchers.of("java..", "javax.crypto..",
				"org.jspecify.annotations..", "com.fasterxml.jackson.annotation..");

		static final DescribedPredicate<String> SPRING_CORE = PLAIN.or(PackageMatchers.of("org.springframework.core..",
				"org.springframework.lang..", "org.springframework.util..", "org.apache.commons.logging.."));

		static final DescribedPredicate<String> ANY = DescribedPredicate.alwaysTrue();

	}

}
