package io.refcache.jackson;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.preview.PreviewGenerator;
import io.refcache.preview.SizeMeasurer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what refcache does with JSON.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(JsonMapper.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RefCacheProperties.class)
public final class RefCacheJacksonAutoConfiguration {

	/** The mapper is taken late: what customizes it may use the cache. */
	@Bean
	@ConditionalOnMissingBean
	PreviewGenerator refCachePreviewGenerator(ObjectProvider<JsonMapper> mapper, ObjectProvider<SizeMeasurer> measurer,
			RefCacheProperties properties) {
		return new JacksonPreviewGenerator(() -> mapper.getIfUnique(() -> JsonMapper.builder().build()),
				measurer.getIfUnique(() -> switch (properties.getPreview().getUnit()) {
					case CHARACTERS -> SizeMeasurer.characters();
					case TOKENS -> SizeMeasurer.estimatedTokens();
				}));
	}

}
