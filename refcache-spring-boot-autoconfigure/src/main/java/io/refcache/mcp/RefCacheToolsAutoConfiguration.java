package io.refcache.mcp;

import java.time.InstantSource;
import java.util.Locale;

import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheEngineCustomizer;
import io.refcache.autoconfigure.RefCacheMcpProperties;
import io.refcache.autoconfigure.RefCacheProperties;
import io.refcache.autoconfigure.RefCacheProperties.IncludeMessage;
import io.refcache.engine.RefCacheEngine;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for tools that Spring AI's models
 * call.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheAutoConfiguration.class)
@ConditionalOnClass({ ToolCallback.class, JsonMapper.class })
@EnableConfigurationProperties(RefCacheMcpProperties.class)
public final class RefCacheToolsAutoConfiguration {

	@Bean
	static AgentOperations refCacheAgentOperations() {
		return new AgentOperations();
	}

	@Bean
	static RefCacheEngineCustomizer refCacheAgentOperationsCustomizer(AgentOperations operations) {
		return (builder) -> builder.methodListener(operations);
	}

	@Bean
	AgentAnswers refCacheAgentAnswers(ObjectProvider<JsonMapper> mapper, AgentOperations operations,
			RefCacheMcpProperties properties, RefCacheProperties common,
			@Qualifier("refCacheClock") InstantSource clock) {
		ToolNames names = new ToolNames(properties.getToolPrefix());
		return new AgentAnswers(SingletonSupplier.of(() -> mapper.getIfUnique(JsonMapper::shared)), names,
				new PreviewTexts(names, properties.getMaxAnswerSize(), unit(common)), operations,
				properties.getIncludeMessage() == IncludeMessage.ALWAYS, clock);
	}

	@Bean
	TaskWait refCacheTaskWait(RefCacheEngine engine) {
		return new TaskWait(engine.refCache(), engine.tasks(), engine.waiting());
	}

	@Bean
	RefCacheTools refCacheTools(RefCacheEngine engine, TaskWait waits, AgentAnswers answers, AgentOperations operations,
			RefCacheMcpProperties properties, RefCacheProperties common) {
		OwnTools tools = new OwnTools(engine.refCache(), waits, answers, new ToolNames(properties.getToolPrefix()),
				operations::contains, properties.getMaxWait(), properties.getMaxAnswerSize(), unit(common));
		return new RefCacheTools(tools.all(), answers, engine::actor, properties.getMaxWait());
	}

	private static String unit(RefCacheProperties common) {
		return common.getPreview().getUnit().name().toLowerCase(Locale.ROOT);
	}

}
