//! The settings of a PostgreSQL connection, and a pool before the server that drops them.

use std::net::SocketAddr;

use sea_orm::{ConnectOptions, ConnectionTrait, sqlx::postgres::PgConnectOptions};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream, UnixStream},
};

use super::super::{Database, Options, failure::plain, fresh::Fresh, settings};

/// Forwards connections to a server without the start-up options that the client sent.
async fn dropping_options(server: PgConnectOptions) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it listens");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let socket = server.get_socket().expect("the tests' server has a socket");
            let socket = socket.join(format!(".s.PGSQL.{}", server.get_port()));
            tokio::spawn(async move {
                let server = UnixStream::connect(socket).await.expect("the server is there");
                // The client may go away at any time.
                let _ = forward(client, server).await;
            });
        }
    });
    address
}

/// The first message is its length, the version, and names with their values, each ended by a zero.
async fn forward(mut client: TcpStream, mut server: UnixStream) -> std::io::Result<()> {
    let length = client.read_u32().await?;
    let version = client.read_u32().await?;
    let mut rest = vec![0; usize::try_from(length).expect("it is short") - 8];
    client.read_exact(&mut rest).await?;
    let words = rest.split(|byte| *byte == 0).collect::<Vec<_>>();
    let kept = words.chunks_exact(2).filter(|pair| !pair[0].is_empty() && pair[0] != b"options");
    let mut kept = kept.flatten().flat_map(|word| [*word, &[0][..]].concat()).collect::<Vec<_>>();
    kept.push(0);
    server.write_u32(u32::try_from(kept.len() + 8).expect("it is short")).await?;
    server.write_u32(version).await?;
    server.write_all(&kept).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

#[tokio::test]
async fn a_pool_that_drops_the_settings_stops_the_start() {
    for fresh in Fresh::all().await {
        if fresh.url().starts_with("postgres") {
            let server: PgConnectOptions = fresh.url().parse().expect("it is an address");
            let (user, name) = (server.get_username().to_owned(), server.get_database().expect("a name").to_owned());
            let pool = dropping_options(server).await;
            let url = format!("postgres://{user}@{pool}/{name}?sslmode=disable");
            let refused = Database::connect(&url, &Options::default()).await.map(drop).expect_err("it is refused");
            let sentence = plain(&refused);
            assert!(sentence.contains("plan_cache_mode = force_generic_plan"), "{sentence}");
            assert!(sentence.contains("; a pool such as PgBouncer"), "{sentence}");
        }
        fresh.drop().await;
    }
}

#[tokio::test]
async fn each_setting_is_checked() {
    for fresh in Fresh::all().await {
        if fresh.url().starts_with("postgres") {
            let mut pool = ConnectOptions::new(fresh.url());
            pool.max_connections(1);
            let pool = sea_orm::Database::connect(pool).await.expect("the server answers");
            for all in [settings::of_writer(&Options::default()), settings::of_reader(&Options::default())] {
                for (name, value) in &all {
                    pool.execute_unprepared(&format!("SET {name} = '{value}'")).await.expect("it is a setting");
                }
                settings::check(&pool, &all).await.expect("all are in force");
                for (name, value) in &all {
                    let other = match value.as_str() {
                        "on" => "off",
                        "off" => "on",
                        "force_generic_plan" => "auto",
                        "read committed" => "serializable",
                        _ => "7",
                    };
                    pool.execute_unprepared(&format!("SET {name} = '{other}'")).await.expect("it is a setting");
                    let missing = settings::check(&pool, &all).await.expect_err("one is missing").to_string();
                    assert!(missing.contains(&format!("not in force: {name} = {value}; ")), "{missing}");
                    pool.execute_unprepared(&format!("SET {name} = '{value}'")).await.expect("it is a setting");
                }
            }
            pool.close().await.expect("it closes");
        }
        fresh.drop().await;
    }
}
