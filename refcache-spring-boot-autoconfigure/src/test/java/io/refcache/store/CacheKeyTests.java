package io.refcache.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheKeyTests {

	@Test
	void argumentsAreEqualIfTheirContentIs() {
		List<Object[]> some = arguments();
		List<Object[]> others = arguments();
		for (Object[] one : some) {
			for (Object[] other : others) {
				assertThat(key(one).equals(key(other)))
					.as("%s, %s", Arrays.deepToString(one), Arrays.deepToString(other))
					.isEqualTo(Arrays.deepEquals(one, other));
			}
		}
	}

	@Test
	void keyToKeepIsEqualToWhatItWasMadeOf() {
		List<Object[]> some = arguments();
		List<Object[]> others = arguments();
		for (Object[] one : some) {
			CacheKey kept = key(one).detach();
			assertThat(kept.detach()).isEqualTo(kept);
			for (Object[] other : others) {
				boolean equal = Arrays.deepEquals(one, other);
				assertThat(List.of(kept.equals(key(other)), key(other).equals(kept), kept.equals(key(other).detach())))
					.as("%s, %s", Arrays.deepToString(one), Arrays.deepToString(other))
					.containsOnly(equal);
			}
		}
	}

	@Test
	void equalKeysHaveEqualHashes() {
		List<Object[]> some = arguments();
		List<Object[]> others = arguments();
		for (int i = 0; i < some.size(); i++) {
			assertThat(key(some.get(i))).isEqualTo(key(others.get(i))).hasSameHashCodeAs(key(others.get(i)));
		}
	}

	@Test
	void argumentThatEqualsNothingIsStillTheSame() {
		Object never = new Object() {
			@Override
			public boolean equals(Object other) {
				return false;
			}

			@Override
			public int hashCode() {
				return 1;
			}
		};
		assertThat(key(never)).isEqualTo(key(never));
	}

	@Test
	void operationNamespaceAndScopeCount() {
		CacheKey key = new CacheKey("op", "public", "scope", new Object[] { 1 });

		assertThat(key).isEqualTo(new CacheKey("op", "public", "scope", new Object[] { 1 }))
			.isNotEqualTo(new CacheKey("other", "public", "scope", new Object[] { 1 }))
			.isNotEqualTo(new CacheKey("op", "other", "scope", new Object[] { 1 }))
			.isNotEqualTo(new CacheKey("op", "public", "other", new Object[] { 1 }))
			.isNotEqualTo(new CacheKey("op", "public", new Object[] { 1 }));
	}

	private static CacheKey key(Object... arguments) {
		return new CacheKey("op", "public", arguments);
	}

	private static List<Object[]> arguments() {
		List<Object> values = new ArrayList<>(Arrays.asList(null, 0, 0L, "", "text", Double.NaN, 0.0, -0.0, List.of(1),
				new Object[0], new Object[] { null }, new Object[] { 0 }, new Object[] { new int[] { 1 } },
				new Object[] { new Object[] { new int[] { 1 } } }, new String[] { "text" }, new int[] { 1 },
				new int[] { 2 }, new long[] { 1 }, new short[] { 1 }, new byte[] { 1 }, new char[] { 1 },
				new double[] { Double.NaN }, new float[] { Float.NaN }, new boolean[] { true }));
		List<Object[]> all = new ArrayList<>();
		all.add(new Object[0]);
		for (Object one : values) {
			all.add(new Object[] { one });
			all.add(new Object[] { 1, one });
			all.add(new Object[] { one, Objects.requireNonNullElse(one, 1) });
		}
		return all;
	}

}
