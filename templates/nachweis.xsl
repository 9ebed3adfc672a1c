<?xml version="1.0" encoding="UTF-8"?>
<!--
  Nachweis zum Archivieren: woraus der Lauf entstand, Summen je Team, Unterschrift, jedes Urteil, jede abgelehnte Zeile,
  und was alles bedeutet. Eingabe: das Ergebnis mit <nachweis> (ergebnis.rng); Ausgabe: ein Dokument (document.rng).
  Urteile und abgelehnte Zeilen kommen aus den Listen „faelle“ und „abgelehnt“.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:include href="zweifel.xsl"/>

  <xsl:variable name="lauf" select="/ergebnis/lauf"/>
  <xsl:variable name="regelwerk" select="/ergebnis/regelwerk"/>
  <xsl:variable name="nachweis" select="/ergebnis/nachweis"/>
  <xsl:variable name="daten" select="/ergebnis/daten"/>
  <xsl:variable name="b" select="/ergebnis/bereich[@art = 'jobcenter']"/>
  <xsl:variable name="alle" select="$b/gruppen[@nach = 'gesamt']/gruppe"/>
  <xsl:variable name="teams" select="$b/gruppen[@nach = 'team']/gruppe"/>
  <xsl:variable name="spalten">nummer name alter status profillage regel letzter-kontakt gezaehlt faellig tage urteil frist-aus ausgenommen-bis</xsl:variable>

  <xsl:template match="/ergebnis">
    <xsl:variable name="titel">Nachweis der Kundenkontaktdichte am <xsl:value-of select="$lauf/stichtag/@text"/></xsl:variable>
    <document lang="de" title="{$titel}" subject="Nachweis {$lauf/jobcenter}, Stichtag {$lauf/stichtag/@text}, Lauf {$lauf/@kennung}"
              header-left="{$lauf/jobcenter}" header-right="Stichtag {$lauf/stichtag/@text}"
              footer-left="Nachweis · Stichtag {$lauf/stichtag/@text} · Lauf {$lauf/@kennung}">
      <title><xsl:value-of select="$titel"/></title>
      <xsl:call-template name="kopf"/>
      <toc/>
      <xsl:call-template name="lauf"/>
      <xsl:call-template name="regelwerk"/>
      <xsl:call-template name="eingaben"/>
      <xsl:call-template name="programm"/>
      <xsl:call-template name="summen"/>
      <xsl:call-template name="unterschrift"/>
      <xsl:call-template name="erlaeuterungen"/>
      <xsl:call-template name="urteile"/>
      <xsl:call-template name="abgelehnt"/>
    </document>
  </xsl:template>

  <xsl:template name="kopf">
    <subline>
      <xsl:value-of select="$lauf/jobcenter"/>
      <xsl:text>; nach </xsl:text>
      <xsl:value-of select="$regelwerk/kurztitel"/>
      <xsl:if test="$regelwerk/geltung"> (<xsl:value-of select="$regelwerk/geltung"/>)</xsl:if>
      <xsl:text>; Lauf </xsl:text>
      <xsl:value-of select="$lauf/@kennung"/>
    </subline>
    <xsl:call-template name="zweifel"/>
    <xsl:if test="$regelwerk/warnung">
      <note kind="warning">
        <para><strong>Achtung: </strong><xsl:value-of select="$regelwerk/warnung"/> Der Nachweis zeigt, was es verlangen würde.</para>
      </note>
    </xsl:if>
    <para style="lead"><strong><xsl:value-of select="$b/satz[@zu = 'ergebnis']/kern"/></strong><xsl:value-of select="$b/satz[@zu = 'ergebnis']/rest"/></para>
    <para>
      <xsl:text>Dieser Nachweis hält fest, woraus das Ergebnis entstand und wie es zu jeder Person lautet. Dieselben Dateien, dasselbe Regelwerk und dieselbe Fassung des Programms geben wieder denselben Nachweis.</xsl:text>
    </para>
  </xsl:template>

  <!-- Parameter -->
  <xsl:template name="lauf">
    <section id="lauf">
      <heading>Der Lauf</heading>
      <table caption="Parameter des Laufs" caption-hidden="yes">
        <col/><col weight="1"/>
        <body>
          <row><cell header="yes">Jobcenter</cell><cell><xsl:value-of select="$lauf/jobcenter"/></cell></row>
          <row><cell header="yes">Stichtag</cell><cell><xsl:value-of select="$lauf/stichtag/@text"/></cell></row>
          <xsl:if test="$lauf/datenstand"><row><cell header="yes">Datenstand</cell><cell><xsl:value-of select="$lauf/datenstand/@text"/></cell></row></xsl:if>
          <row><cell header="yes">Lauf</cell><cell><xsl:value-of select="$lauf/@kennung"/></cell></row>
          <row><cell header="yes">Programm</cell><cell>kontaktdichte <xsl:value-of select="$lauf/@programm"/></cell></row>
          <xsl:for-each select="$nachweis/parameter">
            <row><cell header="yes"><xsl:value-of select="@bezeichnung"/></cell><cell><xsl:value-of select="@text"/></cell></row>
          </xsl:for-each>
        </body>
      </table>
      <para style="small">Die Kennung des Laufs sind die ersten zwölf Stellen der Prüfsumme (SHA-256) über Parameter, Eingaben, Regelwerk und Vorlagen.</para>
    </section>
  </xsl:template>

  <!-- Regelwerk -->
  <xsl:template name="regelwerk">
    <section id="regelwerk">
      <heading>Das Regelwerk</heading>
      <table caption="Das Regelwerk" caption-hidden="yes">
        <col/><col weight="1"/>
        <body>
          <row><cell header="yes">Titel</cell><cell><xsl:value-of select="$regelwerk/titel"/></cell></row>
          <xsl:if test="$regelwerk/herausgeber"><row><cell header="yes">Herausgeber</cell><cell><xsl:value-of select="$regelwerk/herausgeber"/></cell></row></xsl:if>
          <xsl:if test="$regelwerk/fassung"><row><cell header="yes">Fassung</cell><cell><xsl:value-of select="$regelwerk/fassung"/></cell></row></xsl:if>
          <xsl:if test="$regelwerk/geltung">
            <row>
              <cell header="yes">Geltung</cell>
              <cell>
                <xsl:value-of select="$regelwerk/geltung"/>
                <xsl:if test="$regelwerk/@in-kraft = 'ja'">; am Stichtag in Kraft</xsl:if>
                <xsl:if test="$regelwerk/@in-kraft = 'noch-nicht'">; am Stichtag noch nicht in Kraft</xsl:if>
                <xsl:if test="$regelwerk/@in-kraft = 'nicht-mehr'">; am Stichtag nicht mehr in Kraft</xsl:if>
              </cell>
            </row>
          </xsl:if>
          <row>
            <cell header="yes">Datei</cell>
            <cell>
              <xsl:value-of select="$nachweis/@regelwerk-datei"/>
              <xsl:if test="$nachweis/@regelwerk-version != ''">, Version <xsl:value-of select="$nachweis/@regelwerk-version"/></xsl:if>
            </cell>
          </row>
          <row><cell header="yes">SHA-256</cell><cell><xsl:value-of select="$nachweis/@regelwerk-sha256"/></cell></row>
        </body>
      </table>
      <table caption="Regeln, in dieser Folge: es gilt die erste, deren Bedingungen am Stichtag alle zutreffen">
        <col align="right" number="yes"/><col weight="2"/><col weight="3"/><col weight="3"/><col align="right" number="yes"/>
        <head>
          <row>
            <cell header="yes">Nr.</cell><cell header="yes">Wer</cell><cell header="yes">Vorgabe</cell>
            <cell header="yes">Fundstelle</cell><cell header="yes">Kund*innen</cell>
          </row>
        </head>
        <body>
          <xsl:for-each select="$regelwerk/regel">
            <row>
              <cell header="yes"><xsl:value-of select="@nummer"/></cell>
              <cell><xsl:value-of select="wer"/></cell>
              <cell>
                <xsl:value-of select="vorgabe"/>
                <xsl:if test="kontaktarten"><br/><muted><xsl:value-of select="kontaktarten"/></muted></xsl:if>
                <xsl:if test="ausnahmen"><br/><muted>Ausnahmen: <xsl:value-of select="ausnahmen"/></muted></xsl:if>
              </cell>
              <cell><xsl:value-of select="quelle"/></cell>
              <cell><xsl:value-of select="$b/gruppen[@nach = 'regel']/gruppe[@kennung = current()/@nummer]/kunden/@text"/></cell>
            </row>
          </xsl:for-each>
          <xsl:for-each select="$b/gruppen[@nach = 'regel']/gruppe[@kennung = '']">
            <row>
              <cell header="yes">–</cell>
              <cell><xsl:value-of select="@name"/></cell>
              <cell>unklar, weil eine Angabe fehlt, nach der gefragt wird</cell>
              <cell/>
              <cell><xsl:value-of select="kunden/@text"/></cell>
            </row>
          </xsl:for-each>
        </body>
        <foot>
          <row strong="yes"><cell/><cell header="yes">zusammen</cell><cell/><cell/><cell><xsl:value-of select="$alle/kunden/@text"/></cell></row>
        </foot>
      </table>
    </section>
  </xsl:template>

  <!-- Eingaben -->
  <xsl:template name="eingaben">
    <section id="eingaben">
      <heading>Eingaben</heading>
      <subline>Jede gelieferte Datei mit ihrer Prüfsumme; Zeilen ohne die Kopfzeile</subline>
      <xsl:variable name="doppelt" select="$daten/datei[doppelt/@wert &gt; 0]"/>
      <xsl:variable name="fusszeilen" select="$daten/datei[fusszeilen/@wert &gt; 0]"/>
      <table caption="Eingaben" caption-hidden="yes">
        <col weight="1"/><col/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/><col align="right" number="yes"/>
        <xsl:if test="$doppelt"><col align="right" number="yes"/></xsl:if>
        <xsl:if test="$fusszeilen"><col align="right" number="yes"/></xsl:if>
        <head>
          <row>
            <cell header="yes">Datei</cell><cell header="yes">Kodierung</cell><cell header="yes">Bytes</cell><cell header="yes">Zeilen</cell>
            <cell header="yes">verwendet</cell><cell header="yes">abgelehnt</cell><cell header="yes">Kundennummer nicht im Bestand</cell>
            <xsl:if test="$doppelt"><cell header="yes">doppelt geliefert</cell></xsl:if>
            <xsl:if test="$fusszeilen"><cell header="yes">Summen, Fußzeilen</cell></xsl:if>
          </row>
        </head>
        <body>
          <xsl:for-each select="$daten/datei[@geliefert = 'ja']">
            <xsl:variable name="eingabe" select="$nachweis/eingabe[@art = current()/@art]"/>
            <row>
              <cell header="yes">
                <xsl:value-of select="@name"/>
                <xsl:if test="@name != @art"><muted> (<xsl:value-of select="@art"/>)</muted></xsl:if>
              </cell>
              <cell><xsl:value-of select="@kodierung"/></cell>
              <cell><xsl:value-of select="$eingabe/groesse/@bytes-text"/></cell>
              <cell><xsl:value-of select="zeilen/@text"/></cell>
              <cell><xsl:value-of select="verwendet/@text"/></cell>
              <cell><xsl:value-of select="abgelehnt/@text"/></cell>
              <cell><xsl:value-of select="unbekannte/@text"/></cell>
              <xsl:if test="$doppelt"><cell><xsl:value-of select="doppelt/@text"/></cell></xsl:if>
              <xsl:if test="$fusszeilen"><cell><xsl:value-of select="fusszeilen/@text"/></cell></xsl:if>
            </row>
          </xsl:for-each>
        </body>
      </table>
      <xsl:call-template name="pruefsummen">
        <xsl:with-param name="dateien" select="$nachweis/eingabe"/>
        <xsl:with-param name="titel">Prüfsummen der Eingaben</xsl:with-param>
      </xsl:call-template>
      <xsl:variable name="fehlt" select="$daten/datei[@geliefert = 'nein']"/>
      <xsl:if test="$fehlt">
        <para>
          <xsl:text>Nicht geliefert: </xsl:text>
          <xsl:for-each select="$fehlt"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:value-of select="@art"/></xsl:for-each>
          <xsl:text>. Was von diesen Dateien abhinge, ist nicht bekannt und steht nirgends als Null.</xsl:text>
        </para>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="pruefsummen">
    <xsl:param name="dateien"/>
    <xsl:param name="titel"/>
    <table caption="{$titel}">
      <col weight="1"/><col/>
      <head><row><cell header="yes">Datei</cell><cell header="yes">SHA-256</cell></row></head>
      <body>
        <xsl:for-each select="$dateien">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <cell><xsl:value-of select="@sha256"/></cell>
          </row>
        </xsl:for-each>
      </body>
    </table>
  </xsl:template>

  <!-- Programm, Vorlagen, Schemas -->
  <xsl:template name="programm">
    <section id="programm">
      <heading>Programm, Vorlagen und Schemas</heading>
      <para>
        <xsl:text>kontaktdichte </xsl:text>
        <xsl:value-of select="$lauf/@programm"/>
        <xsl:for-each select="$nachweis/bibliothek">
          <xsl:choose><xsl:when test="position() = 1"> mit </xsl:when><xsl:otherwise>, </xsl:otherwise></xsl:choose>
          <xsl:value-of select="@name"/><xsl:text> </xsl:text><xsl:value-of select="@version"/>
        </xsl:for-each>
        <xsl:text>.</xsl:text>
      </para>
      <xsl:call-template name="pruefsummen">
        <xsl:with-param name="dateien" select="$nachweis/datei"/>
        <xsl:with-param name="titel">Prüfsummen von Auftrag, Gestaltung, Vorlagen, Schemas und Schriften</xsl:with-param>
      </xsl:call-template>
      <xsl:if test="$nachweis/archiv">
        <table caption="Läufe früherer Monate, mit denen dieser verglichen wurde; Prüfsummen ihrer ergebnis.xml">
          <col/><col weight="1"/><col/>
          <head><row><cell header="yes">Stichtag</cell><cell header="yes">Lauf</cell><cell header="yes">SHA-256</cell></row></head>
          <body>
            <xsl:for-each select="$nachweis/archiv">
              <row>
                <cell header="yes"><xsl:value-of select="@stichtag"/></cell>
                <cell><xsl:value-of select="@kennung"/></cell>
                <cell><xsl:value-of select="@sha256"/></cell>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- Summen -->
  <xsl:template name="summen">
    <section id="summen" landscape="yes">
      <heading>Summen je Team</heading>
      <subline>Kund*innen nach Urteil am <xsl:value-of select="$lauf/stichtag/@text"/>; dieselben Zahlen wie im Monatsbericht. Quote = (im Rhythmus + bald fällig) / (im Rhythmus + bald fällig + überfällig + ohne Kontakt)</subline>
      <xsl:choose>
        <xsl:when test="$alle/kunden/@wert = 0"><para>Es ist niemand in Betreuung.</para></xsl:when>
        <xsl:otherwise>
          <table caption="Summen je Team" caption-hidden="yes">
            <col weight="1"/>
            <col align="right" number="yes"/>
            <xsl:for-each select="/ergebnis/urteile/art"><col align="right" number="yes"/></xsl:for-each>
            <col align="right" number="yes"/>
            <head>
              <row>
                <cell header="yes">Team</cell>
                <cell header="yes">gesamt</cell>
                <xsl:for-each select="/ergebnis/urteile/art">
                  <xsl:sort select="position()" data-type="number" order="descending"/>
                  <cell header="yes"><xsl:apply-templates select="." mode="kopf"/></cell>
                </xsl:for-each>
                <cell header="yes">Quote</cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$teams">
                <row><cell header="yes"><xsl:value-of select="@name"/></cell><xsl:apply-templates select="." mode="zahlen"/></row>
              </xsl:for-each>
            </body>
            <foot>
              <row strong="yes"><cell header="yes">Jobcenter</cell><xsl:apply-templates select="$alle" mode="zahlen"/></row>
            </foot>
          </table>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="gruppe" mode="zahlen">
    <xsl:variable name="gruppe" select="."/>
    <cell><xsl:value-of select="kunden/@text"/></cell>
    <xsl:for-each select="/ergebnis/urteile/art">
      <xsl:sort select="position()" data-type="number" order="descending"/>
      <cell><xsl:value-of select="$gruppe/urteil[@code = current()/@code]/@text"/></cell>
    </xsl:for-each>
    <cell strong="yes"><xsl:value-of select="quote/@text"/></cell>
  </xsl:template>

  <xsl:template match="art" mode="kopf">
    <xsl:choose>
      <xsl:when test="@code = 'erfuellt'">im Rhythmus</xsl:when>
      <xsl:when test="@code = 'faellig'">bald fällig</xsl:when>
      <xsl:when test="@code = 'neu'">neu</xsl:when>
      <xsl:when test="@code = 'ueberfaellig'">über&#xAD;fällig</xsl:when>
      <xsl:when test="@code = 'nie'">ohne Kontakt</xsl:when>
      <xsl:when test="@code = 'ausgenommen'">ausge&#xAD;nommen</xsl:when>
      <xsl:when test="@code = 'nicht_geregelt'">nicht erfasst</xsl:when>
      <xsl:when test="@code = 'ohne_vorgabe'">ohne Vorgabe</xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Unterschrift -->
  <xsl:template name="unterschrift">
    <section id="unterschrift" landscape="yes">
      <heading>Bestätigung</heading>
      <para>Dieser Nachweis gehört zum Lauf <xsl:value-of select="$lauf/@kennung"/> mit dem Stichtag <xsl:value-of select="$lauf/stichtag/@text"/> und der Prüfzahl</para>
      <para><strong><xsl:value-of select="$nachweis/@pruefzahl"/></strong></para>
      <para style="small">Die Prüfzahl gibt es nur zu den Daten dieses Laufs: Sie ist die Prüfsumme (SHA-256) über die Prüfsummen von abgelehnt.csv, ergebnis.csv, ergebnis.xml, hinweise.csv und lauf.xml. „kontaktdichte verify“ mit dem Namen des Ordners und --digest „Prüfzahl“ stellt fest, ob Ordner und Blatt zusammengehören; die ersten 24 Stellen genügen.</para>
      <signatures>
        <signature label="Ort, Datum"/>
        <signature label="erstellt von"/>
        <signature label="für die Leitung"/>
      </signatures>
    </section>
  </xsl:template>

  <!-- Was alles bedeutet -->
  <xsl:template name="erlaeuterungen">
    <section id="erlaeuterungen">
      <heading>Erläuterungen</heading>
      <section id="urteil-bedeutung">
        <heading>Die Urteile</heading>
        <list>
          <item><strong>im Rhythmus</strong> (erfuellt): der nächste Kontakt ist erst nach dem <xsl:value-of select="$lauf/vorlauf/@bis"/> fällig</item>
          <item><strong>bald fällig</strong> (faellig): er ist bis <xsl:value-of select="$lauf/vorlauf/@bis"/> fällig</item>
          <item><strong>noch ohne Kontakt, in der Frist</strong> (neu): es gibt noch keinen gezählten Kontakt, die erste Frist läuft noch</item>
          <item><strong>überfällig</strong> (ueberfaellig): der Fälligkeitstag liegt vor dem Stichtag</item>
          <item><strong>ohne anrechenbaren Kontakt</strong> (nie): ebenso, und es gibt keinen einzigen gezählten Kontakt</item>
          <item><strong>ausgenommen</strong> (ausgenommen): eine anerkannte Ausnahme hält die Frist am Stichtag an</item>
          <item><strong>vom Regelwerk nicht erfasst</strong> (nicht_geregelt): das Regelwerk sagt zu diesen Kund*innen nichts</item>
          <item><strong>ohne Vorgabe</strong> (ohne_vorgabe): das Regelwerk verlangt ausdrücklich keinen Kontakt</item>
          <item><strong>unklar</strong> (unklar): eine Angabe fehlt oder ist nicht lesbar, nach der das Regelwerk fragt</item>
        </list>
        <para style="small">In Klammern der Code, mit dem das Urteil in ergebnis.csv steht. Als Spaltenkopf kürzer: neu, ohne Kontakt, nicht erfasst.</para>
      </section>
      <section id="spalten-bedeutung">
        <heading>Die Spalten der Urteile</heading>
        <list>
          <xsl:for-each select="$nachweis/spalte[@da = 'ja' and contains(concat(' ', $spalten, ' '), concat(' ', @name, ' '))]">
            <xsl:if test="@kopf != @bedeutung">
              <item><strong><xsl:value-of select="@kopf"/>:</strong><xsl:text> </xsl:text><xsl:value-of select="@bedeutung"/></item>
            </xsl:if>
          </xsl:for-each>
        </list>
        <para>
          <xsl:text>Frist aus: „Regel“: letzter gezählter Kontakt oder Beginn der Betreuung und die Frist der Regel; „Anlauf“: verlangt sind mehrere Kontakte, so viele gibt es noch nicht; „Erstkontakt“: der erste Kontakt ist in so vielen Arbeitstagen verlangt; „Rückstand“: die Frist war schon abgelaufen, als die Vorgabe strenger wurde; „Übergang“: die Frist der neuen Vorgabe, von ihrem Beginn an; „bisher“: die Frist der früheren Vorgabe gilt noch.</xsl:text>
        </para>
        <para>
          <xsl:text>Profil: M Marktprofil, A Aktivierungsprofil, F Förderprofil, E Entwicklungsprofil, S Stabilisierungsprofil, U Unterstützungsprofil; I und Z wie geliefert. Leer: keine Profillage.</xsl:text>
          <xsl:text> IFK: Integrationsfachkraft; bFM: beschäftigungsorientiertes Fallmanagement; JBA: Jugendberufsagentur; U25, Ü25: unter 25 Jahre alt, ab 25.</xsl:text>
          <xsl:if test="$nachweis/@namen = 'nein'"> Namen von Kund*innen enthält dieser Nachweis nicht.</xsl:if>
        </para>
      </section>
      <xsl:if test="$regelwerk/anmerkung">
        <section id="lesarten">
          <heading>Lesarten des Regelwerks</heading>
          <subline>Wo das Dokument etwas offen lässt: was hier gilt</subline>
          <list><xsl:for-each select="$regelwerk/anmerkung"><item><xsl:value-of select="."/></item></xsl:for-each></list>
        </section>
      </xsl:if>
      <section id="pruefen">
        <heading>Wie sich dieser Nachweis prüfen lässt</heading>
        <para>SHA256SUMS im Ordner des Laufs enthält die Prüfsumme jeder Datei des Laufs; „sha256sum -c SHA256SUMS“ vergleicht sie, ebenso „kontaktdichte verify“ mit dem Namen des Ordners, das auch fremde Dateien nennt. Ob sie zu dem unterschriebenen Blatt gehören, zeigt die Prüfzahl; „kontaktdichte verify“ nennt sie, und „sha256sum abgelehnt.csv ergebnis.csv ergebnis.xml hinweise.csv lauf.xml | sha256sum“ auch. Die Prüfsummen der Eingaben oben zeigen, ob eine archivierte Eingabe die damalige ist. Dieselben Urteile stehen in ergebnis.csv, die Summen in ergebnis.xml, die Parameter in lauf.xml.</para>
      </section>
    </section>
  </xsl:template>

  <!-- Jedes Urteil -->
  <xsl:template name="urteile">
    <xsl:for-each select="$teams">
      <section id="team-{@nr}" landscape="yes" page-break="yes">
        <heading>Urteile: <xsl:value-of select="@name"/></heading>
        <subline>
          <xsl:value-of select="kunden/@text"/>
          <xsl:choose><xsl:when test="kunden/@wert = 1"> Person</xsl:when><xsl:otherwise> Kund*innen</xsl:otherwise></xsl:choose>
          <xsl:text> am </xsl:text>
          <xsl:value-of select="$lauf/stichtag/@text"/>
          <xsl:text>, Quote </xsl:text>
          <xsl:value-of select="quote/@text"/>
          <xsl:text>; nach Betreuung und Kundennummer</xsl:text>
        </subline>
        <table source="faelle" where="team:{@nr}" columns="{$spalten}" order="nummer" group="betreuung"
               caption="Urteile: {@name}" caption-hidden="yes" empty="In diesem Team ist niemand in Betreuung."/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <!-- Abgelehnte Zeilen -->
  <xsl:template name="abgelehnt">
    <section id="abgelehnt" page-break="yes">
      <heading>Abgelehnte Zeilen</heading>
      <subline>Jede Zeile der Eingaben, die in keine Zahl eingeht, mit ihrem Grund</subline>
      <table source="abgelehnt" columns="datei zeile spalte wert grund" caption="Abgelehnte Zeilen" caption-hidden="yes"
             empty="Abgelehnt wurde keine Zeile."/>
    </section>
  </xsl:template>
</xsl:stylesheet>
