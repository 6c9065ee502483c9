package io.refcache.jackson;

import java.util.List;
import java.util.stream.IntStream;

import io.refcache.CacheResponse;
import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.aop.RefCachedAutoConfiguration;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.memory.MemoryStoreAutoConfiguration;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.SizeMeasurer;
import io.refcache.tokens.RefCacheTokensAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Previews of an application's methods.
 */
class RefCacheJacksonAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, JacksonAutoConfiguration.class,
				RefCacheAutoConfiguration.class, MemoryStoreAutoConfiguration.class, RefCachedAutoConfiguration.class,
				RefCacheJacksonAutoConfiguration.class, RefCacheTokensAutoConfiguration.class))
		.withBean(Lists.class);

	@Test
	void responsesOfMethodsArePreviewsInTokens() {
		this.runner.run((context) -> {
			CacheResponse.Preview<?> preview = preview(context.getBean(Lists.class).response(5000));
			assertThat(preview.previewSize()).isBetween(980L, 1000L);
			assertThat(preview(context.getBean(Lists.class).small(5000)).previewSize()).isBetween(20L, 30L);
			assertThat(context.getBean(Lists.class).response(3)).isInstanceOf(CacheResponse.Complete.class);
			assertThat(context.getBean(Lists.class).plain(5000)).hasSize(5000);
		});
	}

	@Test
	void pollsTakeTheSizeOfTheMethod() {
		this.runner.run((context) -> {
			CacheResponse.Preview<?> small = preview(context.getBean(Lists.class).small(5000));
			assertThat(context.getBean(RefCache.class).get(small.refId())).isSameAs(small);
		});
	}

	@Test
	void propertiesAreApplied() {
		this.runner
			.withPropertyValues("refcache.preview.max-size=50", "refcache.preview.unit=characters",
					"refcache.preview.strategy=paginate", "refcache.preview.page-size=5")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(SizeMeasurer.class);
				CacheResponse.Preview<?> preview = preview(context.getBean(Lists.class).response(5000));
				assertThat(preview.preview()).isEqualTo(List.of(0, 1, 2, 3, 4));
				assertThat(preview.previewSize()).isEqualTo(11);
				assertThat(preview.totalPages()).isEqualTo(1000);
			});
	}

	@Test
	void withoutJtokkitTokensAreEstimated() {
		this.runner.withClassLoader(new FilteredClassLoader("com.knuddels.jtokkit"))
			.run((context) -> assertThat(preview(context.getBean(Lists.class).response(5000)).originalSize())
				.isEqualTo((IntStream.range(0, 5000).boxed().toList().toString().replace(" ", "").length() + 3) / 4));
	}

	@Test
	void measurerOfTheApplicationIsUsed() {
		this.runner.withBean(SizeMeasurer.class, () -> (json) -> 7L * json.length())
			.run((context) -> assertThat(preview(context.getBean(Lists.class).response(500)).originalSize())
				.isEqualTo(7 * 1891));
	}

	@Test
	void generatorOfTheApplicationIsUsed() {
		this.runner.withBean(PreviewGenerator.class, () -> (value, maxBytes) -> {
			throw new IllegalStateException("cannot");
		})
			.run((context) -> assertThat(context.getBean(Lists.class).response(5000))
				.isInstanceOf(CacheResponse.Complete.class));
	}

	@Test
	void mapperOfTheApplicationIsUsed() {
		this.runner
			.withBean(JsonMapperBuilderCustomizer.class,
					() -> (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE))
			.run((context) -> assertThat(
					JsonMapper.shared().writeValueAsString(preview(context.getBean(Lists.class).rows()).preview()))
				.startsWith("[{\"Id\":0}"));
	}

	@Test
	void whatCustomizesTheMapperMayUseTheCache() {
		this.runner.withBean(UsesTheCache.class).run((context) -> {
			assertThat(context).hasNotFailed();
			preview(context.getBean(Lists.class).response(5000));
		});
	}

	@Test
	void nothingIsMadeIfRefcacheIsOff() {
		this.runner.withPropertyValues("refcache.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(PreviewGenerator.class).doesNotHaveBean(SizeMeasurer.class);
			assertThat(context.getBean(Lists.class).response(5000)).isInstanceOf(CacheResponse.Complete.class);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { WithZero.class, WithLess.class })
	void wrongSizeOfAMethodIsRefused(Class<?> type) {
		this.runner.withBean(type)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("has a previewMaxSize (")
				.hasStackTraceContaining("below 1"));
	}

	private static CacheResponse.Preview<?> preview(RefResponse<?> response) {
		assertThat(response).isInstanceOf(CacheResponse.Preview.class);
		return (CacheResponse.Preview<?>) response;
	}

	public static class Lists {

		@RefCached
		public RefResponse<List<Integer>> response(int size) {
			return RefResponse.of(plain(size));
		}

		@RefCached(previewMaxSize = 30)
		public RefResponse<List<Integer>> small(int size) {
			return RefResponse.of(plain(size));
		}

		@RefCached
		public List<Integer> plain(int size) {
			return IntStream.range(0, size).boxed().toList();
		}

		@RefCached
		public RefResponse<List<Row>> rows() {
			return RefResponse.of(IntStream.range(0, 5000).mapToObj(Row::new).toList());
		}

	}

	/**
	 * A row.
	 *
	 * @param id a number
	 */
	record Row(int id) {

	}

	static class UsesTheCache implements JsonMapperBuilderCustomizer {

		private final RefCache refCache;

		UsesTheCache(RefCache refCache) {
			this.refCache = refCache;
		}

		@Override
		public void customize(JsonMapper.Builder builder) {
			this.refCache.exists("nothing");
		}

	}

	static class WithZero {

		@RefCached(previewMaxSize = 0)
		public String value() {
			return "";
		}

	}

	static class WithLess {

		@RefCached(previewMaxSize = -2)
		public String value() {
			return "";
		}

	}

}
