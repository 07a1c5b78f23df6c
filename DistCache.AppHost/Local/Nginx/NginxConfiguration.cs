namespace DistCache.AppHost.Local.Nginx;

/// <summary>The configuration of the NGINX in front of the masters.</summary>
/// <remarks>
/// <para>A request that a master did not take (connection refused) goes to the next one. One that a master may have taken is
/// repeated only for GET and HEAD. NGINX alone would repeat a PUT or DELETE too, because HTTP calls them idempotent; for a
/// cache they are not: another client's write can lie between the two. So writes have a location of their own, where nothing is
/// repeated but what left no byte with a master.</para>
/// <para>It has no limit of its own on keys and values: what a master would take arrives there, and what it would not is refused by it.</para>
/// <para>The URI is passed on as it came: keys may hold <c>//</c>, <c>/../</c> and escaped slashes.</para>
/// </remarks>
internal static class NginxConfiguration
{
    /// <summary>
    /// Takes the longest request line that any master takes: a key of 64 KiB, the most that <c>KEY_BYTES_MAX</c> can be, each byte of it as
    /// three, and 8 KiB for the rest. NGINX takes such a buffer only for a request that does not fit in its small one.
    /// </summary>
    private const string LongHeaderBuffers = "4 256k";

    /// <summary>A master that refused once is left alone this long: about as long as its restart takes.</summary>
    private const string FailTimeout = "1s";

    /// <param name="folder">Takes the temporary files and the pid; absolute.</param>
    /// <param name="listen">Where to listen, as NGINX writes it.</param>
    /// <param name="masters">The masters' addresses, as host:port.</param>
    public static string Write(string folder, string listen, IEnumerable<string> masters)
    {
        var servers = string.Join("\n        ", masters.Select(master => $"server {master} max_fails=1 fail_timeout={FailTimeout};"));
        return $$"""
            worker_processes auto;
            pid {{Quoted(folder, "nginx.pid")}};
            error_log stderr error;

            events {
                worker_connections 4096;
            }

            http {
                access_log off;
                server_tokens off;
                client_body_temp_path {{Quoted(folder, "body")}};
                proxy_temp_path {{Quoted(folder, "proxy")}};
                fastcgi_temp_path {{Quoted(folder, "fastcgi")}};
                uwsgi_temp_path {{Quoted(folder, "uwsgi")}};
                scgi_temp_path {{Quoted(folder, "scgi")}};

                # The operation id by which a node knows a repeated write: the client's, or one of our own.
                map $http_distcache_operation_id $operation_id {
                    "" $request_id;
                    default $http_distcache_operation_id;
                }

                upstream masters {
                    zone masters 64k;
                    {{servers}}
                    keepalive 128;
                }

                # The masters know what is too large and say so as a problem; bodies are streamed to them, not kept here.
                client_max_body_size 0;
                client_header_buffer_size 16k;
                large_client_header_buffers {{LongHeaderBuffers}};
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $scheme;
                proxy_set_header DistCache-Operation-Id $operation_id;
                proxy_request_buffering off;
                proxy_buffering off;
                proxy_connect_timeout 1s;
                recursive_error_pages on;

                server {
                    listen {{listen}};
                    merge_slashes off;
                    add_header DistCache-Operation-Id $operation_id always;

                    location / {
                        error_page 418 = @write;
                        error_page 502 504 = @unavailable;
                        if ($request_method !~ "^(GET|HEAD)$") {
                            return 418;
                        }
                        proxy_next_upstream error timeout;
                        proxy_next_upstream_tries 3;
                        proxy_pass http://masters;
                    }

                    location @write {
                        error_page 502 = @write_again;
                        error_page 504 = @unavailable;
                        proxy_next_upstream off;
                        proxy_pass http://masters;
                    }

                    location @write_again {
                        error_page 502 504 = @unavailable;
                        if ($upstream_bytes_sent ~ "[1-9]") {
                            return 502;
                        }
                        proxy_next_upstream off;
                        proxy_pass http://masters;
                    }

                    location @unavailable {
                        internal;
                        default_type application/problem+json;
                        return 503 '{"type":"about:blank","title":"No master answered","status":503,"detail":"The master that took the request ended, or none is reachable. Whether a write took place is not known: read the key, then repeat the request."}';
                    }
                }
            }

            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Quoted(string folder, string name) => $"\"{Path.Combine(folder, name)}\"";
}
